package pagetest

import (
	"testing/fstest"

	"openmaf/internal/web/page"
)

// signInPage is in memory: it is no page of the product.
var signInPage = page.Declare[signInView](fstest.MapFS{"sign-in-of-tests.html": {Data: []byte(`{{define "main"}}
{{if .Keeps}}<p class="keeps"></p>{{end}}{{template "form" .Form}}{{template "button" .Go}}</form>{{end}}`)}}, "sign-in-of-tests.html")

package page

import "html/template"

// functions are what every template may call: makers of small components out
// of words that the template already has. None knows anything of a request.
var functions = template.FuncMap{
	"button":    func(text string) Button { return Button{Text: text, Once: true} },
	"secondary": func(text string) Button { return Button{Text: text, Classes: "govuk-button--secondary", Once: true} },
	"goto":      func(text, href string) Button { return Button{Text: text, Href: href} },
	"tag":       func(text string) Tag { return Tag{Text: text} },
	"quiet":     func(text string) Tag { return Tag{Text: text, Classes: "govuk-tag--grey"} },
	"inset":     func(text string) InsetText { return InsetText{Text: text} },
	"warning":   func(prefix, text string) WarningText { return WarningText{Prefix: prefix, Text: text} },
	"details":   func(summary, text string) Details { return Details{Summary: summary, Text: text} },
}

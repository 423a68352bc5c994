package pagetest

import "strings"

// Contains fails unless the first element that the selector finds says each of
// the texts, and returns the page.
func (p *Page) Contains(selector string, texts ...string) *Page {
	p.site.T.Helper()
	said := p.Text(selector)
	for _, text := range texts {
		if !strings.Contains(said, text) {
			p.site.T.Errorf("%s: %s does not say %q:\n%s", p.address, selector, text, said)
		}
	}
	return p
}

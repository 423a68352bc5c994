package public

import "openmaf/internal/web/page"

var crisisPage = page.Declare[CrisisView](files, "crisis.html", "line.html")

// CrisisView says whom to ring. It asks nothing and judges nothing.
type CrisisView struct {
	page.Frame
	Line Line
}

func (a *Area) crisis(r *page.Request) (*page.Answer, error) {
	line, err := a.line(r)
	if err != nil {
		return nil, err
	}
	return crisisPage.Show(CrisisView{Frame: r.Frame("public.crisis.title"), Line: line}), nil
}

var privacyPage = page.Declare[PrivacyView](files, "privacy.html", "line.html")

// PrivacyView says what is kept of whom.
type PrivacyView struct {
	page.Frame
	Line Line
}

func (a *Area) privacy(r *page.Request) (*page.Answer, error) {
	line, err := a.line(r)
	if err != nil {
		return nil, err
	}
	return privacyPage.Show(PrivacyView{Frame: r.Frame("public.privacy.title"), Line: line}), nil
}

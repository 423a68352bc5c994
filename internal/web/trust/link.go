package trust

import (
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var linkPage = page.Declare[LinkView](files, "link.html")

// LinkView asks the holder of a one-time link to press the button that uses it.
type LinkView struct {
	page.Frame
	Hello string
	Enter page.Act
}

func (a *Area) link(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	holder, err := a.accounts.Holder(r.Context(), r.Actor().Scope, account.ToSignIn, r.Value("token"))
	if fault.Is(err, fault.Missing) && r.SignedIn() {
		return page.See(homeOf(r.Actor())), nil // the link was theirs a moment ago
	}
	if err != nil {
		return nil, err
	}
	return linkPage.Show(LinkView{Frame: r.Frame("trustpages.sign-in.title"),
		Hello: r.T("trustpages.hello", "Name", holder.Name), Enter: r.Act(r.Path(), "trustpages.sign-in.enter")}), nil
}

func (a *Area) useLink(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	ticket, err := a.desk.WithLink(r.HTTP().Context(), r.Actor().Scope, visit(r), r.Value("token"))
	if err != nil {
		return nil, err
	}
	return let(r, ticket), nil
}

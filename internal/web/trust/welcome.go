package trust

import (
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var welcomePage = page.Declare[WelcomeView](files, "welcome.html")

// WelcomeView is where an invitation is taken up.
type WelcomeView struct {
	page.Frame
	Hello    string
	Form     *page.Form
	SignIn   page.Input
	Password page.Input
	Join     page.Button
	Without  *page.Act // to go on without a password, for who may
}

func (a *Area) welcome(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	holder, err := a.accounts.Holder(r.HTTP().Context(), r.Actor().Scope, account.ToJoin, r.Value("token"))
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("sign_in_name", holder.SignInName)
	v := WelcomeView{Frame: r.Frame("trustpages.welcome.title"), Form: f,
		Hello:    r.T("trustpages.hello", "Name", holder.Name),
		SignIn:   f.Input("sign_in_name", "trustpages.welcome.name"),
		Password: f.Password("password", "trustpages.welcome.password"),
		Join:     f.Submit("trustpages.welcome.join"),
	}
	v.SignIn.Hint = r.T("trustpages.welcome.name-hint")
	v.SignIn.Autocomplete, v.SignIn.Spellcheck, v.SignIn.Capitalize = "username", "false", "none"
	v.Password.Hint = r.T("trustpages.welcome.password-hint")
	v.Password.Autocomplete = "new-password"
	if account.MayDoWithout(holder.Roles) {
		without := r.Act(r.Path(), "trustpages.welcome.without", "without", "yes").Secondary()
		v.Without = &without
	}
	return welcomePage.Show(v), nil
}

func (a *Area) join(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	f := r.Form()
	var in account.Joining
	if !f.Has("without", "yes") {
		in = account.Joining{SignInName: f.Get("sign_in_name"), Password: password(f)}
		if in.Password == "" {
			f.Problem("password", "account.password-needed")
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	ticket, err := a.desk.Join(r.HTTP().Context(), r.Actor().Scope, visit(r), r.Value("token"), in)
	if err != nil {
		return nil, err
	}
	return let(r, ticket).Flash("trustpages.welcome.done"), nil
}

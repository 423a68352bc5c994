package message

import (
	"strconv"
	"strings"

	"openmaf/internal/people/message"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var (
	settingsPage = page.Declare[SettingsView](files, "settings.html")
	hookPage     = page.Declare[HookView](files, "hook.html")
)

// SettingsView is how messages leave. No secret stands on it.
type SettingsView struct {
	page.Frame
	Form       *page.Form
	Version    string
	Texts      page.Checkboxes
	Emails     page.Checkboxes
	Site       page.Input
	From       page.Input
	Way        page.Radios
	URL, User  page.Input
	Secret     page.Input
	Method     page.Select
	Headers    page.Textarea
	Body       page.Textarea
	Ref        page.Input
	Host, Port page.Input
	Security   page.Radios
	MailUser   page.Input
	MailSecret page.Input
	Address    page.Input
	Sender     page.Input
	Subject    page.Input
	QuietFrom  page.Input
	QuietUntil page.Input
	Save       page.Button

	HookMade bool
	Hook     page.Act
	TestText *TestView // where texts are on
	TestMail *TestView
}

// TestView sends one to whoever sets it up.
type TestView struct {
	Form    *page.Form
	Channel string
	To      page.Input
	Send    page.Button
}

// HookView shows the gateway's address, once.
type HookView struct {
	page.Frame
	Texts, Reports string
}

func (a *Area) settings(r *page.Request) (*page.Answer, error) {
	now, err := a.Messages.Settings(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.FormAt(settingsPath)
	preset(r, f, now)
	v := SettingsView{Frame: r.Frame("messagepages.settings.title"), Form: f, Version: f.Get("version"), HookMade: now.HookMade(),
		Hook: r.Act(settingsPath+"/hook", "messagepages.settings.hook-make").Secondary()}
	if r.FormID() != "" && f.ID != r.FormID() { // told that it has changed: they have seen the present one
		v.Version = strconv.Itoa(now.Version)
	}
	v.Back = boardPath
	if !access.May(r.Actor(), access.MessageRead) { // who only sets it up reads no message
		v.Back = "/community"
	}
	v.fields(r)
	v.tests(r, now)
	return settingsPage.Show(v), nil
}

// preset fills in what is set up, without its secrets.
func preset(r *page.Request, f *page.Form, now message.Settings) {
	w := now.Ways
	on := func(yes bool) string {
		if yes {
			return "yes"
		}
		return ""
	}
	way := "other"
	if w.Gateway.Kannel || now.Version == 0 {
		way = "kannel"
	}
	port := ""
	if w.Server.Port != 0 {
		port = strconv.Itoa(w.Server.Port)
	}
	for name, value := range map[string]string{"version": strconv.Itoa(now.Version), "texts": on(now.Texts), "emails": on(now.Emails),
		"site": w.Site, "from": w.Gateway.From, "way": way, "url": w.Gateway.URL, "user": w.Gateway.User, "method": orElse(w.Gateway.Method, "POST"),
		"headers": w.Gateway.Headers, "body": w.Gateway.Body, "ref": w.Gateway.Ref, "host": w.Server.Host, "port": port,
		"security": orElse(string(w.Server.Security), string(notify.StartTLS)), "mail_user": w.Server.User, "address": w.Server.From,
		"sender": w.Sender, "subject": orElse(w.Subject, r.T("messagepages.settings.subject-usual")),
		"quiet_from": now.Quiet.From.String(), "quiet_until": now.Quiet.Until.String()} {
		f.Preset(name, value)
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (v *SettingsView) fields(r *page.Request) {
	f := v.Form
	yes := func(name string) []page.Choice {
		return []page.Choice{{Value: "yes", Text: r.T("messagepages.settings." + name + "-yes")}}
	}
	v.Texts = f.Checkboxes("texts", "messagepages.settings.texts", yes("texts"))
	v.Emails = f.Checkboxes("emails", "messagepages.settings.emails", yes("emails"))
	v.Way = f.Radios("way", "messagepages.settings.way", r.Choices("messagepages.way.", "kannel", "other"))
	v.Security = f.Radios("security", "messagepages.settings.security", r.Choices("messagepages.security.", "starttls", "tls", "none"))
	v.Method = f.Select("method", "messagepages.settings.method", []page.Choice{{Value: "POST", Text: "POST"}, {Value: "GET", Text: "GET"}})
	v.Headers = f.Textarea("headers", "messagepages.settings.headers")
	v.Body = f.Textarea("body", "messagepages.settings.body")
	v.Headers.Spellcheck, v.Body.Spellcheck = "false", "false"
	v.Headers.Hint, v.Body.Hint = r.T("messagepages.settings.headers-hint"), r.T("messagepages.settings.body-hint")
	v.Secret = f.Password("password_gateway", "messagepages.settings.password")
	v.MailSecret = f.Password("password_server", "messagepages.settings.password")
	v.Secret.Hint, v.MailSecret.Hint = r.T("messagepages.settings.password-hint"), r.T("messagepages.settings.password-hint")
	v.Secret.Autocomplete, v.MailSecret.Autocomplete = "off", "off"
	for _, line := range []struct {
		into       *page.Input
		name, hint string
	}{
		{&v.Site, "site", "site-hint"}, {&v.From, "from", "from-hint"}, {&v.URL, "url", "url-hint"}, {&v.User, "user", ""}, {&v.Ref, "ref", "ref-hint"},
		{&v.Host, "host", ""}, {&v.Port, "port", ""}, {&v.MailUser, "mail_user", ""}, {&v.Address, "address", ""},
		{&v.Sender, "sender", "sender-hint"}, {&v.Subject, "subject", ""}, {&v.QuietFrom, "quiet_from", ""}, {&v.QuietUntil, "quiet_until", ""},
	} {
		*line.into = f.Input(line.name, "messagepages.settings."+strings.ReplaceAll(line.name, "_", "-"))
		line.into.Autocomplete, line.into.Spellcheck = "off", "false"
		if line.hint != "" {
			line.into.Hint = r.T("messagepages.settings." + line.hint)
		}
	}
	v.Save = f.Submit("messagepages.settings.save")
}

func (v *SettingsView) tests(r *page.Request, now message.Settings) {
	test := func(channel message.Channel) *TestView {
		f := r.FormAt(settingsPath + "/test")
		return &TestView{Form: f, Channel: string(channel), To: f.Input("to_"+string(channel), "messagepages.settings.test-"+string(channel)),
			Send: f.Submit("messagepages.settings.test-send")}
	}
	if now.Texts {
		v.TestText = test(message.Text)
		v.TestText.To.Type = "tel"
	}
	if now.Emails {
		v.TestMail = test(message.Email)
		v.TestMail.To.Type = "email"
	}
}

func (a *Area) set(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	to := message.Settings{Texts: f.Has("texts", "yes"), Emails: f.Has("emails", "yes"), Version: f.Int("version", 0, 1<<30),
		Ways: message.Ways{Site: strings.TrimRight(f.Get("site"), "/"), Sender: f.Get("sender"), Subject: f.Get("subject"),
			Gateway: message.GatewayAt{Kannel: f.Get("way") == "kannel", URL: f.Get("url"), From: f.Get("from"), User: f.Get("user"),
				Password: f.Get("password_gateway"), Method: f.Get("method"), Headers: f.Get("headers"), Body: f.Get("body"), Ref: f.Get("ref")},
			Server: notify.SMTP{Host: f.Get("host"), Port: f.Int("port", 1, 65535), Security: notify.Security(f.Get("security")),
				User: f.Get("mail_user"), Password: f.Get("password_server"), From: f.Get("address")}}}
	if at, ok := f.Time("quiet_from"); ok {
		to.Quiet.From = at
	}
	if at, ok := f.Time("quiet_until"); ok {
		to.Quiet.Until = at
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Messages.Set(r.Context(), r.Actor(), to); err != nil {
		return nil, err
	}
	return page.See(settingsPath).Flash("messagepages.settings.saved"), nil
}

// newHook makes the gateway's address and shows it this once.
func (a *Area) newHook(r *page.Request) (*page.Answer, error) {
	site, secret, err := a.Messages.NewHook(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	if secret == "" { // the same form again: it was shown
		return page.See(settingsPath).Flash("messagepages.hook.shown"), nil
	}
	at := site + "/hooks/sms/" + secret
	v := HookView{Frame: r.Frame("messagepages.hook.title"), Texts: at + "?from=%p&to=%P&text=%a&id=%I&at=%t", Reports: at}
	v.Back = settingsPath
	return hookPage.Show(v), nil
}

// test sends one to whoever sets it up, now.
func (a *Area) test(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	channel := message.Channel(f.Get("channel"))
	if err := a.Messages.Test(r.HTTP().Context(), r.Actor(), channel, f.Get("to_"+string(channel))); err != nil {
		return nil, err
	}
	return page.See(settingsPath).Flash("messagepages.settings.tested"), nil
}

package people

import (
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

// CompanyFields are the part of a plan that asks who goes along.
type CompanyFields struct {
	Wish       string // whom they asked for
	ChangeWish string
	Family     string        // that whoever goes has to be asked before a name is told
	NoOne      string        // why nobody can go along
	AskFirst   page.PageLink // where the person is asked, if that is why
	Company    page.Radios
	Anybody    page.Checkboxes // only where nobody is there whom they asked for
	Second     page.Select
	HowFar     page.Radios
	MayIn      page.Checkboxes // only where the list does not say that anybody may come in
	MeetAt     page.Input
	Home       page.Checkboxes
	Boundaries []string
	Agreed     page.Checkboxes
}

// company asks who goes along and how far. Those who can go on the evening that
// is chosen are suggested, with why; those who can on another one are somebody
// else. Nobody is named who cannot go on any of them.
func (a *Area) company(r *page.Request, v *PlanView, l link.View, m meeting.Meeting, next []schedule.Occurrence) error {
	f := v.Form
	along, err := a.Links.WhoCanGo(r.Context(), r.Actor(), l, m, next)
	if err != nil {
		return err
	}
	v.Wish, v.ChangeWish = wishWords(r, along.Wish), "/links/"+l.ID+"/company"
	chosen := next[0].On
	if on, err := civil.ParseDate(f.Get("on")); err == nil {
		chosen = on
	}
	choices := companyChoices(r, along, next, chosen)
	switch {
	case !l.Agreed(consent.Companion):
		v.NoOne, choices, v.Wish = r.T("linkpages.plan.no-consent", "Name", v.Who), choices[:1], ""
		v.AskFirst = page.PageLink{Text: r.T("linkpages.plan.ask-first", "Name", v.Who), Href: "/people/" + l.Person.ID + "#agreed"}
	case len(choices) == 1:
		v.NoOne = r.T("linkpages.plan.no-one")
	case along.Wish.NotFamily:
		v.Family = r.T("companypages.not-family")
	}
	v.Company = f.Radios("company", "linkpages.plan.company", choices)
	if len(choices) == 1 {
		return nil
	}
	if len(along.Otherwise[chosen]) > 0 {
		v.NoOne = r.T("companypages.nobody-asked."+string(along.Wish.Gender), "Day", r.Words().Day(chosen), "Name", v.Who)
		v.Anybody = f.Checkboxes("anybody", "companypages.anybody", r.Choices("companypages.anybody.", "yes"), "Name", v.Who)
	}
	v.Second = secondField(r, f, choices)
	v.agree(r, f, m)
	return nil
}

// agree asks what is agreed with whoever goes along.
func (v *CompanyFields) agree(r *page.Request, f *page.Form, m meeting.Meeting) {
	v.HowFar = f.Radios("how_far", "linkpages.plan.how-far", r.Choices("linkpages.plan.how-far.", texts(link.HowFars)...))
	v.HowFar.Hint = r.T("linkpages.plan.how-far-hint")
	if facet.Of(m.Facets, facet.Open).Value != facet.Yes {
		v.MayIn = f.Checkboxes("may_come_in", "linkpages.plan.may-in", r.Choices("linkpages.plan.may-in.", "yes"))
		v.MayIn.Hint = r.T("linkpages.plan.may-in-hint")
	}
	v.MeetAt = f.Input("meet_point", "linkpages.plan.meet-point")
	v.MeetAt.Hint = r.T("linkpages.plan.meet-point-hint")
	v.Home = f.Checkboxes("somebodys_home", "companypages.home", r.Choices("companypages.home.", "yes"))
	v.Boundaries = boundaries(r, "plan")
	v.Agreed = f.Checkboxes("boundaries", "companypages.agreed", r.Choices("companypages.agreed.", "yes"))
}

// boundaryCodes are what whoever goes along agrees to, in the order in which it
// is read out (domain notes, 7.6).
var boundaryCodes = []string{"cash", "lifts", "home", "romance", "numbers", "names", "stop"}

// boundaries in the words of one of the places where they stand: read out as
// the plan is made, on the person's sheet, on the companion's page.
func boundaries(r *page.Request, place string) (out []string) {
	for _, code := range boundaryCodes {
		out = append(out, r.T("companypages.boundary."+place+"."+code))
	}
	return out
}

// companyChoices are nobody; those who fit best on the chosen evening; and
// everybody else who can go on one of the evenings.
func companyChoices(r *page.Request, along link.Company, next []schedule.Occurrence, chosen civil.Date) []page.Choice {
	out := []page.Choice{{Value: alone, Text: r.T("linkpages.plan.alone")}}
	seen := map[string]bool{}
	add := func(s companion.Suggestion, hint string) {
		if !seen[s.Account] {
			seen[s.Account] = true
			out = append(out, page.Choice{Value: s.Account, Text: s.Name, Hint: hint})
		}
	}
	first := slices.Concat(along.Evenings[chosen], along.Otherwise[chosen])
	for _, s := range first[:min(len(first), companion.MostSuggested)] {
		add(s, whyThisOne(r, s))
	}
	suggested := len(out)
	for _, s := range first {
		add(s, whyThisOne(r, s))
	}
	for _, o := range next {
		for _, s := range along.Evenings[o.On] {
			add(s, r.T("companypages.only-on", "Day", r.Words().Day(o.On)))
		}
	}
	if len(out) > suggested && suggested > 1 {
		out = slices.Insert(out, suggested, page.Choice{Divider: r.T("companypages.somebody-else")})
	}
	return out
}

// whyThisOne says why somebody is suggested, and what is not sure. What it is
// that they share with the person is nobody's business here.
func whyThisOne(r *page.Request, s companion.Suggestion) string {
	said := map[string]bool{}
	words := func(prefix string, reasons []companion.Reason) string {
		var out []string
		for _, code := range reasons {
			if text := r.T(prefix + string(code)); !said[text] {
				said[text] = true
				out = append(out, text)
			}
		}
		return strings.Join(out, ", ")
	}
	var parts []string
	if fits := words("companypages.fit.", s.Fits); fits != "" {
		parts = append(parts, r.T("companypages.why", "Reasons", fits))
	}
	doubts := slices.DeleteFunc(slices.Clone(s.Doubts), func(d companion.Reason) bool { return d == companion.UnsureShared })
	if unsure := words("companypages.unsure.", doubts); unsure != "" {
		parts = append(parts, r.T("companypages.not-sure", "Reasons", unsure))
	}
	if s.RatherNot != "" {
		parts = append(parts, r.T("companypages.rather-not", "Words", s.RatherNot))
	}
	return strings.Join(parts, " ")
}

// secondField asks for a second companion, where there could be one.
func secondField(r *page.Request, f *page.Form, choices []page.Choice) page.Select {
	items := []page.Choice{{Text: r.T("companypages.second.none")}}
	for _, c := range choices {
		if c.Value != alone && c.Divider == "" {
			items = append(items, page.Choice{Value: c.Value, Text: c.Text})
		}
	}
	s := f.Select("second", "companypages.second", items)
	s.Hint = r.T("companypages.second-hint")
	return s
}

// wishWords say whom somebody asked for.
func wishWords(r *page.Request, w companion.Wish) string {
	var parts []string
	if w.Gender != companion.AnyGender {
		parts = append(parts, r.T("companypages.asked."+string(w.Gender)))
	}
	if w.Language != "" {
		parts = append(parts, r.T("companypages.asked.language", "Language", r.T("companypages.language."+string(w.Language))))
	}
	if len(w.Shared) > 0 {
		parts = append(parts, r.T("companypages.asked.shared"))
	}
	if w.NotFamily {
		parts = append(parts, r.T("companypages.asked.not-family"))
	}
	if w.Twos {
		parts = append(parts, r.T("companypages.asked.twos"))
	}
	if len(parts) == 0 {
		return r.T("companypages.asked.nothing")
	}
	return strings.Join(parts, "; ") + "."
}

var companyPage = page.Declare[CompanyView](files, "company.html")

// CompanyView asks who the person would like to go along.
type CompanyView struct {
	page.Frame
	Who       string
	Form      *page.Form
	Gender    page.Radios
	Language  page.Select
	Shared    page.Checkboxes
	NotFamily page.Checkboxes
	Twos      page.Checkboxes
	Save      page.Button
}

func (a *Area) companyWish(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	along, err := a.Links.WhoCanGo(r.Context(), r.Actor(), l, meeting.Meeting{}, nil)
	if err != nil {
		return nil, err
	}
	w := along.Wish
	f := r.Form().Preset("gender", orElse(string(w.Gender), anyGender)).Preset("language", string(w.Language)).Preset("shared", texts(w.Shared)...)
	presetYes(f, "not_family", w.NotFamily)
	presetYes(f, "twos", w.Twos)
	v := CompanyView{Frame: r.Frame("companypages.title"), Who: l.Person.FirstName(), Form: f,
		Gender:    f.Radios("gender", "companypages.gender", r.Choices("companypages.gender.", string(companion.Woman), string(companion.Man), anyGender)),
		Language:  f.Select("language", "companypages.language", languageChoices(r)),
		Shared:    f.Checkboxes("shared", "companypages.shared", r.Choices("companypages.shared.", texts(companion.Experiences)...)),
		NotFamily: f.Checkboxes("not_family", "companypages.family", r.Choices("companypages.family.", "yes")),
		Twos:      f.Checkboxes("twos", "companypages.twos", r.Choices("companypages.twos.", "yes")),
		Save:      f.Submit("companypages.save"),
	}
	v.Gender.Hint, v.Shared.Hint, v.NotFamily.Hint = r.T("companypages.gender-hint"), r.T("companypages.shared-hint"), r.T("companypages.family-hint")
	v.Shared.Columns = "govuk-checkboxes--small"
	v.Back = "/links/" + l.ID + "/plan"
	return companyPage.Show(v), nil
}

// anyGender is the choice of somebody to whom it does not matter.
const anyGender = "any"

func presetYes(f *page.Form, name string, yes bool) {
	if yes {
		f.Preset(name, "yes")
	}
}

func languageChoices(r *page.Request) []page.Choice {
	return append([]page.Choice{{Text: r.T("companypages.language.any")}},
		r.Choices("companypages.language.", texts(companion.Languages)...)...)
}

func (a *Area) saveCompanyWish(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	w := companion.Wish{Gender: companion.Gender(f.Get("gender")), Language: companion.Language(f.Get("language")),
		NotFamily: f.Has("not_family", "yes"), Twos: f.Has("twos", "yes")}
	if w.Gender == anyGender {
		w.Gender = companion.AnyGender
	}
	for _, code := range f.All("shared") {
		w.Shared = append(w.Shared, companion.Experience(code))
	}
	if err := a.Links.WishCompany(r.Context(), r.Actor(), l.ID, w); err != nil {
		return nil, err
	}
	return page.See("/links/" + l.ID + "/plan").Flash("companypages.saved"), nil
}

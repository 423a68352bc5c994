package people

import (
	"strconv"
	"strings"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

const capacityPath = "/outings/when"

var capacityPage = page.Declare[CapacityView](files, "capacity.html")

// CapacityView is a companion's own page: when, where and how often they can go
// along, what they choose to share, and a rest.
type CapacityView struct {
	page.Frame
	Resting  string    // that they rest, and until when
	EndRest  *page.Act // the end of the rest
	Rest     *page.Form
	Until    page.DateInput
	RestNow  page.Button
	Form     *page.Form
	Version  int
	Evenings []EveningFields
	Away     page.Checkboxes // the days that are kept; unticked, they are free again
	From     page.DateInput
	To       page.DateInput
	Areas    page.Input
	AWeek    page.Select
	AtOnce   page.Select
	RatherNo page.Textarea
	Language page.Checkboxes
	Matched  page.Radios
	Gender   page.Input
	Shared   page.Checkboxes
	Phone    page.Input
	Name     page.Input
	Other    page.Input
	Save     page.Button
}

// EveningFields are from when until when somebody is free on one day of the week.
type EveningFields struct {
	Day         string
	From, Until page.Input
}

func (a *Area) capacity(r *page.Request) (*page.Answer, error) {
	c, err := a.Companions.Capacity(r.Context(), r.Actor(), r.Actor().Account)
	if err != nil {
		return nil, err
	}
	f := r.FormAt(capacityPath)
	presetCapacity(f, c)
	v := CapacityView{Frame: r.Frame("capacitypages.title"), Form: f, Version: c.Version,
		From: f.DateInput("away_from", "capacitypages.away-from"), To: f.DateInput("away_until", "capacitypages.away-until"),
		Areas:    f.Input("areas", "capacitypages.areas"),
		AWeek:    f.Select("a_week", "capacitypages.a-week", numbersTo(companion.MostAWeek)),
		AtOnce:   f.Select("at_once", "capacitypages.at-once", numbersTo(companion.MostAtOnce)),
		RatherNo: f.Textarea("rather_not", "capacitypages.rather-not"),
		Language: f.Checkboxes("languages", "capacitypages.languages", r.Choices("companypages.language.", texts(companion.Languages)...)),
		Matched:  f.Radios("matched_as", "capacitypages.matched", r.Choices("capacitypages.matched.", string(companion.Woman), string(companion.Man), anyGender)),
		Gender:   f.Input("gender", "capacitypages.gender"),
		Shared:   f.Checkboxes("shared", "capacitypages.shared", r.Choices("capacitypages.shared.", texts(companion.Experiences)...)),
		Phone:    f.Input("phone", "capacitypages.phone"),
		Name:     f.Input("emergency_name", "capacitypages.emergency-name"),
		Other:    f.Input("emergency_phone", "capacitypages.emergency-phone"),
		Save:     f.Submit("capacitypages.save")}
	v.hints(r)
	v.weekdays(r)
	v.rest(r, c)
	v.Back = "/outings"
	return capacityPage.Show(v), nil
}

func presetCapacity(f *page.Form, c companion.Capacity) {
	for _, e := range c.Evenings {
		f.Preset("from_"+companion.DayCode(e.Day), e.From.String()).Preset("until_"+companion.DayCode(e.Day), e.Until.String())
	}
	var away []string
	for _, d := range c.Away {
		away = append(away, d.From.String()+"/"+d.Until.String())
	}
	f.Preset("away", away...).Preset("areas", strings.Join(c.Areas, ", ")).
		Preset("a_week", strconv.Itoa(c.AWeek)).Preset("at_once", strconv.Itoa(c.AtOnce)).
		Preset("rather_not", c.RatherNot).Preset("languages", texts(c.Languages)...).
		Preset("matched_as", orElse(string(c.MatchedAs), anyGender)).Preset("gender", c.Gender).Preset("shared", texts(c.Shared)...).
		Preset("phone", c.Phone).Preset("emergency_name", c.EmergencyName).Preset("emergency_phone", c.EmergencyPhone)
}

func numbersTo(most int) (out []page.Choice) {
	for n := 1; n <= most; n++ {
		out = append(out, page.Choice{Value: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	return out
}

func (v *CapacityView) hints(r *page.Request) {
	v.Areas.Hint, v.RatherNo.Hint, v.RatherNo.Rows = r.T("capacitypages.areas-hint"), r.T("capacitypages.rather-not-hint"), 2
	v.From.Hint, v.AWeek.Hint, v.Gender.Hint = r.T("capacitypages.away-hint"), r.T("capacitypages.a-week-hint"), r.T("capacitypages.gender-hint")
	v.Matched.Hint, v.Shared.Hint, v.Phone.Hint = r.T("capacitypages.matched-hint"), r.T("capacitypages.shared-hint"), r.T("capacitypages.phone-hint")
	v.Language.Columns, v.Shared.Columns, v.Matched.Columns = "govuk-checkboxes--small", "govuk-checkboxes--small", smallRadios
	for _, tel := range []*page.Input{&v.Phone, &v.Other} {
		tel.Type, tel.InputMode = "tel", "tel"
	}
	v.Phone.Autocomplete, v.Name.Autocomplete, v.Other.Autocomplete = "tel", "off", "off"
}

// weekdays asks for the evenings, and for the days away that are kept.
func (v *CapacityView) weekdays(r *page.Request) {
	for _, d := range companion.Weekdays {
		code := companion.DayCode(d)
		e := EveningFields{Day: r.T("schedule.day." + strings.ToLower(d.String())),
			From: v.Form.Input("from_"+code, "capacitypages.from"), Until: v.Form.Input("until_"+code, "capacitypages.until")}
		e.From.Classes, e.Until.Classes = "govuk-input--width-4", "govuk-input--width-4"
		e.From.Label = r.T("capacitypages.from", "Day", e.Day)
		e.Until.Label = r.T("capacitypages.until", "Day", e.Day)
		v.Evenings = append(v.Evenings, e)
	}
	var kept []page.Choice
	for _, value := range v.Form.All("away") {
		if d, ok := daysOf(value); ok {
			kept = append(kept, page.Choice{Value: value, Text: r.T("capacitypages.away-days", "From", r.Words().Day(d.From), "Until", r.Words().Day(d.Until))})
		}
	}
	if len(kept) > 0 {
		v.Away = v.Form.Checkboxes("away", "capacitypages.away", kept)
		v.Away.Hint = r.T("capacitypages.away-kept")
	}
}

// daysOf reads the days of one tick: "2026-05-01/2026-05-07".
func daysOf(value string) (d companion.Days, ok bool) {
	from, until, _ := strings.Cut(value, "/")
	var err error
	if d.From, err = civil.ParseDate(from); err != nil {
		return d, false
	}
	d.Until, err = civil.ParseDate(until)
	return d, err == nil
}

// rest offers a rest, or its end.
func (v *CapacityView) rest(r *page.Request, c companion.Capacity) {
	if c.Resting(todayOf(r)) {
		v.Resting = r.T("capacitypages.rest.open")
		if !c.RestUntil.IsZero() {
			v.Resting = r.T("capacitypages.rest.until", "Day", r.Words().Day(c.RestUntil))
		}
		back := r.Act("/outings/back", "capacitypages.rest.back")
		v.EndRest = &back
		return
	}
	v.Rest = r.FormAt("/outings/rest")
	v.Until = v.Rest.DateInput("rest_until", "capacitypages.rest.day")
	v.Until.Hint = r.T("capacitypages.rest.day-hint")
	v.RestNow = v.Rest.Submit("capacitypages.rest.now")
	v.RestNow.Classes = "govuk-button--secondary"
}

func todayOf(r *page.Request) civil.Date { return civil.DateOf(r.Now()) }

func (a *Area) saveCapacity(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	c := companion.Capacity{Areas: strings.Split(f.Get("areas"), ","), AWeek: f.Int("a_week", 1, companion.MostAWeek),
		AtOnce: f.Int("at_once", 1, companion.MostAtOnce), RatherNot: f.Get("rather_not"), Gender: f.Get("gender"),
		MatchedAs: companion.Gender(f.Get("matched_as")), Phone: f.Get("phone"), EmergencyName: f.Get("emergency_name"),
		EmergencyPhone: f.Get("emergency_phone"), Version: f.Int("version", 0, 1<<30)}
	if c.MatchedAs == anyGender {
		c.MatchedAs = companion.AnyGender
	}
	for _, code := range f.All("languages") {
		c.Languages = append(c.Languages, companion.Language(code))
	}
	for _, code := range f.All("shared") {
		c.Shared = append(c.Shared, companion.Experience(code))
	}
	c.Evenings, c.Away = eveningsOf(f), awayOf(f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.SaveCapacity(r.Context(), r.Actor(), c); err != nil {
		return nil, err
	}
	return page.See("/outings").Flash("capacitypages.saved"), nil
}

// eveningsOf reads the evenings; one of two times alone is a problem.
func eveningsOf(f *page.Form) (out []companion.Evening) {
	for _, d := range companion.Weekdays {
		code := companion.DayCode(d)
		from, begins := f.Time("from_" + code)
		until, ends := f.Time("until_" + code)
		switch {
		case f.Get("from_"+code) == "" && f.Get("until_"+code) == "":
		case !begins || !ends || until <= from:
			f.Problem("until_"+code, "companion.capacity.evening")
		default:
			out = append(out, companion.Evening{Day: d, From: from, Until: until})
		}
	}
	return out
}

// awayOf reads the days that stay ticked and those that are new.
func awayOf(f *page.Form) (out []companion.Days) {
	for _, value := range f.All("away") {
		if d, ok := daysOf(value); ok {
			out = append(out, d)
		}
	}
	from, until := f.Date("away_from"), f.Date("away_until")
	switch {
	case from.IsZero() && until.IsZero():
		return out
	case until.IsZero():
		until = from
	}
	if from.IsZero() || until.Before(from) {
		f.Problem("away_from", "companion.capacity.away")
	}
	return append(out, companion.Days{From: from, Until: until})
}

// beginRest is "I need a rest": no reason is asked.
func (a *Area) beginRest(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	until := f.Date("rest_until")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Rest(r.Context(), r.Actor(), r.Actor().Account, until); err != nil {
		return nil, err
	}
	return page.See("/outings").Flash("capacitypages.rest.begun"), nil
}

func (a *Area) endRest(r *page.Request) (*page.Answer, error) {
	if err := a.Links.EndRest(r.Context(), r.Actor(), r.Actor().Account); err != nil {
		return nil, err
	}
	return page.See("/outings").Flash("capacitypages.rest.ended"), nil
}

// wishToTalk is "I'd like to talk with somebody": that, and nothing of why.
func (a *Area) wishToTalk(r *page.Request) (*page.Answer, error) {
	if err := a.Companions.AskToTalk(r.Context(), r.Actor()); err != nil {
		return nil, err
	}
	return page.See("/outings").Flash("outingpages.talk.asked"), nil
}

// part ends what a companion sees of somebody whose way has ended here.
func (a *Area) part(r *page.Request) (*page.Answer, error) {
	plan, err := r.ID("plan")
	if err != nil {
		return nil, err
	}
	if err := a.Links.Part(r.Context(), r.Actor(), plan); err != nil {
		return nil, err
	}
	return page.See("/outings").Flash("outingpages.part.said"), nil
}

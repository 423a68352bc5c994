package directory

import (
	"slices"
	"strconv"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

// Fields are what the form of a meeting asks.
type Fields struct {
	Form             *page.Form
	Called           page.Input
	Fellowship, Kind page.Select
	Day              page.Checkboxes
	Often            page.Radios
	First            page.DateInput
	Nth              page.Checkboxes
	Irregular        bool // not every week: those three stand open
	Time, Minutes    page.Input
	Attendance       page.Radios
	Venue, Address   page.Input
	Postcode         page.Input
	Join, Website    page.Input
	Facets, Further  []page.Radios
	Notes            page.Textarea
	Rang             page.Checkboxes
	Sure             page.Checkboxes // only when the meeting looks like another
	Save             page.Button
}

// The facets that decide most about a first evening, and the others. Chit is
// kept from lists and never asked.
var (
	firstFacets = []facet.Name{facet.Open, facet.Newcomers, facet.StepFree, facet.Women, facet.Family}
	moreFacets  = []facet.Name{facet.HearingLoop, facet.JustListen, facet.Small, facet.Secular, facet.Medication, facet.Childcare,
		facet.Men, facet.LGBTQ, facet.Young}
)

// preset puts a listing into the form's fields.
func preset(f *page.Form, l meeting.Listing, today civil.Date) {
	a := rhythmOf(l.Slot.Rule, today)
	f.Preset("title", l.Title).Preset("fellowship", l.Fellowship).Preset("kind", string(l.Kind)).
		Preset("day", a.days...).Preset("often", a.often).Preset("nth", a.nth...).
		Preset("time", l.Slot.Start.String()).Preset("attendance", string(l.Attendance)).
		Preset("venue", l.Venue).Preset("address", l.Address).Preset("postcode", l.Postcode).
		Preset("join", l.Join).Preset("website", l.Website).Preset("notes", l.Notes)
	if l.Slot.Minutes > 0 {
		f.Preset("minutes", strconv.Itoa(l.Slot.Minutes))
	}
	if d := a.from; !d.IsZero() {
		f.Preset("first-day", strconv.Itoa(d.Day)).Preset("first-month", strconv.Itoa(int(d.Month))).Preset("first-year", strconv.Itoa(d.Year))
	}
	for _, name := range slices.Concat(firstFacets, moreFacets) {
		f.Preset(string(name), facet.Of(l.Facets, name).Value.String())
	}
}

// blankListing is what the form of a new meeting stands at.
var blankListing = meeting.Listing{Attendance: meeting.InPerson}

func fields(r *page.Request, f *page.Form, l meeting.Listing) Fields {
	v := Fields{Form: f,
		Called:     f.Input("title", "directorypages.field.title"),
		Fellowship: f.Select("fellowship", "directorypages.field.fellowship", fellowships(r, l.Fellowship)),
		Kind:       f.Select("kind", "directorypages.field.kind", kinds(r)),
		Day:        f.Checkboxes("day", "directorypages.field.day", days(r)),
		Often:      f.Radios("often", "directorypages.field.often", r.Choices("directorypages.often.", everyWeek, secondWeek, monthly)),
		First:      f.DateInput("first", "directorypages.field.first"),
		Nth:        f.Checkboxes("nth", "directorypages.field.nth", r.Choices("directorypages.nth.", ordinals...)),
		Time:       f.Input("time", "directorypages.field.time"),
		Minutes:    f.Input("minutes", "directorypages.field.minutes"),
		Attendance: f.Radios("attendance", "directorypages.field.attendance", attendances(r)),
		Venue:      f.Input("venue", "directorypages.field.venue"),
		Address:    f.Input("address", "directorypages.field.address"),
		Postcode:   f.Input("postcode", "directorypages.field.postcode"),
		Join:       f.Input("join", "directorypages.field.join"),
		Website:    f.Input("website", "directorypages.field.website"),
		Notes:      f.Textarea("notes", "directorypages.field.notes"),
		Rang:       f.Checkboxes("rang", "directorypages.field.checked", r.Choices("directorypages.rang.", "yes")),
		Facets:     facets(r, f, firstFacets), Further: facets(r, f, moreFacets),
		Save: f.Submit("directorypages.save"),
	}
	if rhythmOf(l.Slot.Rule, today(r)).often == asItIs {
		keep := page.Choice{Value: asItIs, Text: r.T("directorypages.often.as-it-is", "Days", l.Slot.Rule.Describe().Say(r.T))}
		v.Often = f.Radios("often", "directorypages.field.often", append([]page.Choice{keep},
			r.Choices("directorypages.often.", everyWeek, secondWeek, monthly)...))
	}
	v.Irregular = f.Get("often") != everyWeek || v.First.Error+v.Nth.Error != ""
	v.hints(r)
	return v
}

func (v *Fields) hints(r *page.Request) {
	v.Kind.Hint, v.Time.Hint = r.T("directorypages.field.kind-hint"), r.T("directorypages.field.time-hint")
	v.First.Hint, v.Minutes.Hint = r.T("directorypages.field.first-hint"), r.T("directorypages.field.minutes-hint")
	v.Postcode.Hint, v.Notes.Hint = r.T("directorypages.field.postcode-hint"), r.T("directorypages.field.notes-hint")
	v.Minutes.InputMode, v.Minutes.Classes = "numeric", "govuk-input--width-4"
	v.Time.Classes, v.Postcode.Classes = "govuk-input--width-5", "govuk-input--width-10"
	v.Postcode.Spellcheck, v.Join.Spellcheck, v.Website.Spellcheck = "false", "false", "false"
	v.Join.InputMode, v.Website.InputMode = "url", "url"
	v.Day.Columns, v.Nth.Columns = "govuk-checkboxes--small", "govuk-checkboxes--small"
	v.Often.Columns, v.Attendance.Columns = "govuk-radios--small", "govuk-radios--small"
}

func fellowships(r *page.Request, had string) []page.Choice {
	list := []page.Choice{{Text: r.T("directorypages.field.no-fellowship")}}
	if _, known := meeting.FellowshipOf(had); had != "" && !known {
		list = append(list, page.Choice{Value: had, Text: had})
	}
	for _, f := range meeting.Fellowships {
		text := r.T("directorypages.fellowship", "Name", f.Name, "Kind", r.T("meeting.kind."+string(f.Kind)))
		list = append(list, page.Choice{Value: f.Code, Text: text})
	}
	return list
}

func kinds(r *page.Request) []page.Choice {
	list := []page.Choice{{Text: r.T("directorypages.field.usual-kind")}}
	for _, k := range meeting.Kinds {
		list = append(list, page.Choice{Value: string(k), Text: r.T("meeting.kind." + string(k))})
	}
	return list
}

func days(r *page.Request) (list []page.Choice) {
	for _, d := range week {
		n, _ := strconv.Atoi(d) // it is one of the week
		list = append(list, page.Choice{Value: d, Text: r.Words().Weekday(time.Weekday(n))})
	}
	return list
}

func attendances(r *page.Request) (list []page.Choice) {
	for _, a := range meeting.Attendances {
		list = append(list, page.Choice{Value: string(a), Text: r.T("meeting.attendance." + string(a))})
	}
	return list
}

func facets(r *page.Request, f *page.Form, names []facet.Name) (list []page.Radios) {
	for _, name := range names {
		q := f.Radios(string(name), "facet."+string(name), r.Choices("directorypages.value.", "yes", "no", "unknown"))
		q.Columns = "govuk-radios--inline govuk-radios--small"
		list = append(list, q)
	}
	return list
}

// readListing reads the form on top of what is known of the meeting. What the
// form does not ask stays.
func readListing(f *page.Form, had meeting.Listing) meeting.Listing {
	l := had
	l.Title, l.Fellowship, l.Kind = f.Get("title"), f.Get("fellowship"), meeting.Kind(f.Get("kind"))
	l.Slot.Rule = readRule(f, had.Slot.Rule)
	start, ok := f.Time("time")
	if !ok && f.Get("time") == "" {
		f.Problem("time", "meeting.time.range")
	}
	l.Slot.Start, l.Slot.Minutes = start, f.Int("minutes", meeting.Shortest, meeting.Longest)
	l.Attendance = meeting.Attendance(f.Get("attendance"))
	l.Venue, l.Address, l.Postcode = f.Get("venue"), f.Get("address"), f.Get("postcode")
	l.Join, l.Website, l.Notes = f.Get("join"), f.Get("website"), f.Get("notes")
	if l.Fellowship == "" && l.Kind == "" {
		f.Problem("kind", "meeting.kind.unknown")
		l.Kind = meeting.Other
	}
	if p, ok := place.ParsePostcode(l.Postcode); !ok || p.String() != had.Postcode {
		l.Located = false // the position was that of the former address
	}
	for _, name := range slices.Concat(firstFacets, moreFacets) {
		value, _ := facet.ParseValue(f.Get(string(name))) // anything else is not known
		l.Facets = facet.With(l.Facets, facet.Fact{Name: name, Value: value})
	}
	return l
}

// problems are all that is wrong: what the form noticed, and what the listing
// notices of fields that the form could read.
func problems(f *page.Form, l meeting.Listing) error {
	noted := fault.As(f.Err())
	if found := fault.As(l.Tidy().Check()); found != nil {
		for _, p := range found.Problems {
			if noted == nil || !slices.ContainsFunc(noted.Problems, func(n fault.Problem) bool {
				return n.Field == p.Field || p.Field == "day" && (n.Field == "first" || n.Field == "nth")
			}) {
				f.Problem(p.Field, p.Key, p.Args)
			}
		}
	}
	return f.Err()
}

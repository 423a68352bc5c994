package public

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

// ask is the question as it stands in the address of the page. What is not one
// of the choices counts as not asked: addresses get copied by hand.
type ask struct {
	near  string
	whom  string // "me" or "them"
	day   string // "0" (Sunday) to "6"; empty is any
	part  string // of the day; empty is any
	way   string // "room" or "online"; empty is either
	needs []string
	page  int // from 1
	made  bool
}

// parts of the day, from the minute to before the minute.
var parts = map[string][2]civil.TimeOfDay{
	"morning":   {0, 12 * 60},
	"afternoon": {12 * 60, 17 * 60},
	"evening":   {17 * 60, civil.MinutesPerDay},
}

// needs that the page asks about.
var needs = []facet.Name{facet.StepFree, facet.Women}

var ways = map[string]option.Online{"room": option.InPerson, "online": option.OnlineOnly}

const lastPage = 20

func readAsk(r *page.Request) ask {
	values := r.HTTP().URL.Query()
	q := ask{near: short(r.Query("near")), whom: "me", made: values.Has("near")}
	if r.Query("for") == "them" {
		q.whom = "them"
	}
	if _, ok := parts[r.Query("time")]; ok {
		q.part = r.Query("time")
	}
	if _, ok := ways[r.Query("way")]; ok {
		q.way = r.Query("way")
	}
	if n, err := strconv.Atoi(r.Query("day")); err == nil && n >= 0 && n < 7 {
		q.day = strconv.Itoa(n)
	}
	for _, name := range needs {
		if slices.Contains(values["need"], string(name)) {
			q.needs = append(q.needs, string(name))
		}
	}
	n, _ := strconv.Atoi(r.Query("page")) // anything else is the first
	q.page = min(max(n, 1), lastPage)
	return q
}

// short keeps a name that nobody would type from filling the page.
func short(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// address is the query under which the same question is asked again.
func (q ask) address(page int) string {
	v := url.Values{"near": {q.near}, "need": q.needs}
	for name, value := range map[string]string{"for": q.whom, "day": q.day, "time": q.part, "way": q.way} {
		if value != "" && value != "me" {
			v.Set(name, value)
		}
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	return v.Encode()
}

// narrowed reports whether anything beyond the place was asked.
func (q ask) narrowed() bool { return q.day+q.part+q.way != "" || len(q.needs) > 0 }

// wish is the question to the ranking, asked at the instant. Ties are shuffled
// anew each day and are the same for everybody on that day.
func (q ask) wish(now time.Time, near option.Near) option.Wish {
	today := civil.DateOf(now)
	local := now.In(civil.London)
	w := option.Wish{Near: near, Free: q.free(), Online: ways[q.way], From: today,
		Since: civil.TimeOfDay(local.Hour()*60 + local.Minute()), Seed: uint64(today.Days())}
	if q.whom == "them" {
		w.For = option.SomeoneElse
	}
	for _, name := range q.needs {
		w.Need = append(w.Need, facet.Name(name))
	}
	return w
}

// free are the windows of the day and the part of it; none when neither was
// asked.
func (q ask) free() (free option.Free) {
	if q.day == "" && q.part == "" {
		return nil
	}
	span := [2]civil.TimeOfDay{0, civil.MinutesPerDay}
	if q.part != "" {
		span = parts[q.part]
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if q.day == "" || q.day == strconv.Itoa(int(day)) {
			free = append(free, option.Window{Day: day, From: span[0], Until: span[1]})
		}
	}
	return free
}

// Questions are the fields of the page's form.
type Questions struct {
	Near     page.Input
	Whom     page.Radios
	Day      page.Select
	Time     page.Select
	Way      page.Select
	Needs    page.Checkboxes
	Narrowed bool // the further questions stand open
	Search   page.Button
}

func questions(r *page.Request, q ask) Questions {
	choose := func(name, value string, choices []page.Choice) page.Select {
		s := page.Select{Field: page.Field{Name: name, Label: r.T("public.find." + name)}}
		for _, c := range choices {
			s.Items = append(s.Items, page.Option{Value: c.Value, Text: c.Text, Selected: c.Value == value})
		}
		return s
	}
	any := []page.Choice{{Text: r.T("public.find.any")}}
	days := slices.Clone(any)
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		days = append(days, page.Choice{Value: strconv.Itoa(int(day)), Text: r.Words().Weekday(day)})
	}
	return Questions{
		Near: page.Input{Field: page.Field{Name: "near", Label: r.T("public.find.near"), Hint: r.T("public.find.near-hint")},
			Value: q.near, Autocomplete: "postal-code", Spellcheck: "false"},
		Whom: page.Radios{Field: page.Field{Name: "for"}, Legend: legend(r.T("public.find.for")), Columns: "govuk-radios--small",
			Items: ticked(r.Choices("public.find.for.", "me", "them"), q.whom)},
		Day:  choose("day", q.day, days),
		Time: choose("time", q.part, append(slices.Clone(any), r.Choices("public.find.time.", "morning", "afternoon", "evening")...)),
		Way:  choose("way", q.way, append(slices.Clone(any), r.Choices("public.find.way.", "room", "online")...)),
		Needs: page.Checkboxes{Field: page.Field{Name: "need"}, Legend: legend(r.T("public.find.need")), Columns: "govuk-checkboxes--small",
			Items: ticked(r.Choices("public.find.need.", string(facet.StepFree), string(facet.Women)), q.needs...)},
		Narrowed: q.narrowed(),
		Search:   page.Button{Text: r.T("public.find.search")},
	}
}

func legend(text string) *page.Fieldset {
	return &page.Fieldset{Legend: text, LegendClasses: "govuk-fieldset__legend--s"}
}

func ticked(items []page.Choice, values ...string) []page.Choice {
	for i := range items {
		items[i].Checked = slices.Contains(values, items[i].Value)
	}
	return items
}

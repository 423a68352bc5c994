package people

import (
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

// WishForm stands above the options: what the person wants and can do, to be
// changed while it is talked about.
type WishForm struct {
	Form    *page.Form
	Open    bool // something typed into it was refused
	Free    page.Checkboxes
	Within  page.Input
	Area    page.Input
	Travel  page.Radios
	Online  page.Radios
	Need    page.Checkboxes
	Prefer  page.Checkboxes
	Look    page.Button
	Unknown bool // nobody knows where the person sets out
}

// freeAsKept is the tick for free times that the six of the form cannot say.
const freeAsKept = "kept"

func wishForm(r *page.Request, l link.View) WishForm {
	w := l.Wish
	f := r.FormAt("/links/" + l.ID + "/wish")
	codes, kept := freeCodes(w.Free)
	f.Preset("free", codes...)
	f.Preset("within", milesText(w.Within))
	f.Preset("travel", orElse(string(w.Travel), string(place.Bus)))
	f.Preset("online", orElse(string(w.Online), string(option.Either)))
	f.Preset("need", texts(w.Need)...)
	f.Preset("prefer", texts(w.Prefer)...)
	free := r.Choices("linkpages.free.", timeCodes()...)
	if kept {
		free = append(free, page.Choice{Value: freeAsKept, Text: w.Free.String()})
	}
	v := WishForm{Form: f, Unknown: !w.Near.Known, Open: f.Action == r.Path(),
		Free:   f.Checkboxes("free", "linkpages.wish.free", free),
		Within: f.Input("within", "linkpages.wish.within"),
		Area:   f.Input("area", "linkpages.wish.area"),
		Travel: f.Radios("travel", "linkpages.wish.travel", r.Choices("linkpages.wish.travel.", texts(place.Modes)...)),
		Online: f.Radios("online", "linkpages.wish.online", r.Choices("linkpages.wish.online.", "yes", "no", "only")),
		Need:   f.Checkboxes("need", "linkpages.wish.need", r.Choices("option.facet.", texts(needs)...)),
		Prefer: f.Checkboxes("prefer", "linkpages.wish.prefer", r.Choices("option.facet.", texts(wants)...)),
		Look:   f.Submit("linkpages.wish.look"),
	}
	v.Within.Hint, v.Within.InputMode, v.Within.Classes = r.T("linkpages.wish.within-hint"), "decimal", "govuk-input--width-3"
	v.Area.Hint = r.T("linkpages.wish.area-hint")
	v.Free.Hint = r.T("linkpages.wish.free-hint")
	v.Free.Columns, v.Need.Columns, v.Prefer.Columns = smallTicks, smallTicks, smallTicks
	v.Travel.Columns, v.Online.Columns = smallRadios, smallRadios
	return v
}

const smallRadios = "govuk-radios--small"

// freeCodes are the ticks whose windows are all free; kept tells that they do
// not say all of it.
func freeCodes(free option.Free) (codes []string, kept bool) {
	said := 0
	for _, t := range times {
		windows := 0
		for _, day := range t.days {
			if slices.Contains(free, option.Window{Day: day, From: t.span.from, Until: t.span.until}) {
				windows++
			}
		}
		if windows == len(t.days) {
			codes, said = append(codes, t.code), said+windows
		}
	}
	if said == len(free) {
		return codes, false
	}
	return append(codes, freeAsKept), true
}

func (a *Area) changeWish(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f, w := r.Form(), l.Wish
	free := freeTimes(f)
	if f.Has("free", freeAsKept) {
		free = append(free, l.Wish.Free...)
	}
	w.Free, w.Within = free, miles(f, "within")
	w.Travel, w.Online = place.Mode(f.Get("travel")), option.Online(f.Get("online"))
	w.Need = append(ticked(f, "need", needs), others(l.Wish.Need, needs)...)
	w.Prefer = append(ticked(f, "prefer", wants), others(l.Wish.Prefer, wants)...)
	if _, near, err := a.whereabouts(r, f); err != nil {
		return nil, err
	} else if near.Known {
		w.Near = near
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Rewish(r.Context(), r.Actor(), seen(f, l.ID), w); err != nil {
		return nil, err
	}
	return page.See("/links/" + l.ID + "/options"), nil
}

// miles is a distance in a field; nothing is no limit.
func miles(f *page.Form, name string) float64 {
	text := strings.Replace(f.Get(name), ",", ".", 1)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n <= 0 || n > mostMiles {
		f.Problem(name, "linkpages.wish.miles", fault.Args{"Most": mostMiles})
		return 0
	}
	return n
}

// mostMiles that anybody is asked to travel to a meeting.
const mostMiles = 200

func milesText(n float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// others are those of some that the list does not offer: what a form does not
// ask, it does not take away.
func others[T comparable](some, offered []T) (rest []T) {
	for _, one := range some {
		if !slices.Contains(offered, one) {
			rest = append(rest, one)
		}
	}
	return rest
}

func texts[T ~string](codes []T) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

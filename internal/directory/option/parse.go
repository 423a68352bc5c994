package option

import (
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
)

// ParseFacets reads what a person needs or would like: "women, step-free".
func ParseFacets(s string) ([]facet.Name, error) {
	var list []facet.Name
	for _, word := range listed(s) {
		name := facet.Name(strings.ReplaceAll(word, " ", "-"))
		if !Askable(name) {
			return nil, fault.New(fault.Invalid, "option.facet_unknown",
				fault.Args{"Value": quote(word), "Known": joined(askable())})
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list, nil
}

// Askable reports whether a wish may ask for the facet. Whether a group signs
// slips for a court is kept from lists, never asked for and never shown.
func Askable(name facet.Name) bool { return name != facet.Chit && bit(name) != 0 }

func askable() []facet.Name {
	return slices.DeleteFunc(slices.Clone(facet.Names), func(n facet.Name) bool { return !Askable(n) })
}

// ParseKinds reads kinds of group: "12-step, cbt".
func ParseKinds(s string) ([]meeting.Kind, error) {
	var list []meeting.Kind
	for _, word := range listed(s) {
		kind, ok := kindNamed(word)
		if !ok {
			return nil, fault.New(fault.Invalid, "option.kind_unknown",
				fault.Args{"Value": quote(word), "Known": joined(kindOrder)})
		}
		if !slices.Contains(list, kind) {
			list = append(list, kind)
		}
	}
	return list, nil
}

// ParsePrefer reads facets and kinds together: "small, cbt". A word that is
// both ("women", "family", "secular") is the facet.
func ParsePrefer(s string) (facets []facet.Name, kinds []meeting.Kind, err error) {
	for _, word := range listed(s) {
		if kind, ok := kindNamed(word); ok && !Askable(facet.Name(word)) {
			kinds = append(kinds, kind)
			continue
		}
		names, err := ParseFacets(word)
		if err != nil {
			return nil, nil, err
		}
		facets = append(facets, names...)
	}
	return facets, kinds, nil
}

func kindNamed(word string) (meeting.Kind, bool) {
	kind := meeting.Kind(strings.ReplaceAll(word, " ", "-"))
	return kind, slices.Contains(kindOrder, kind)
}

// ParseExclude reads what the person must not or will not meet. Each word is,
// in this order, a weekday ("fri"), a kind ("faith"), a meeting's id, a postcode
// or its beginning ("LE1", or "area:LE" for letters alone), or else the code of
// a fellowship ("NA").
func ParseExclude(s string) (not Exclusions, err error) {
	for _, word := range listed(s) {
		if day, ok := dayNamed(word); ok {
			not.Weekdays = append(not.Weekdays, day)
		} else if kind, ok := kindNamed(word); ok {
			not.Kinds = append(not.Kinds, kind)
		} else if id := strings.ToUpper(word); ident.Valid(id) {
			not.Meetings = append(not.Meetings, id)
		} else if area, ok := areaNamed(word); ok {
			not.Areas = append(not.Areas, area)
		} else if code := fellowshipCode(word); isCode(code) {
			not.Fellowships = append(not.Fellowships, code)
		} else {
			return Exclusions{}, fault.New(fault.Invalid, "option.exclude_unknown", fault.Args{"Value": quote(word)})
		}
	}
	return not, nil
}

// areaNamed reads a postcode, an outcode, or letters after "area:".
func areaNamed(word string) (string, bool) {
	if letters, ok := strings.CutPrefix(word, "area:"); ok {
		return strings.ToUpper(strings.TrimSpace(letters)), strings.TrimSpace(letters) != ""
	}
	code, ok := place.ParsePostcode(word)
	return code.String(), ok
}

// isCode reports whether a fellowship may be written so: short, letters first.
func isCode(s string) bool {
	const longest = 24
	return s != "" && len(s) <= longest && !strings.ContainsAny(s, ":;<>\"'") && (s[0] < '0' || s[0] > '9')
}

// ParseOnline reads yes, no or only; nothing is yes.
func ParseOnline(s string) (Online, error) {
	switch o := Online(strings.ToLower(strings.TrimSpace(s))); o {
	case "":
		return Either, nil
	case Either, InPerson, OnlineOnly:
		return o, nil
	}
	return "", fault.New(fault.Invalid, "option.online_unknown", fault.Args{"Value": quote(s)})
}

// ParseTravel reads walk, bus or car; nothing is the bus.
func ParseTravel(s string) (place.Mode, error) {
	mode := place.Mode(strings.ToLower(strings.TrimSpace(s)))
	if mode == "" {
		return place.Bus, nil
	}
	if !slices.Contains(place.Modes, mode) {
		return "", fault.New(fault.Invalid, "option.travel_unknown",
			fault.Args{"Value": quote(s), "Known": joined(place.Modes)})
	}
	return mode, nil
}

// Check tells everything about the wish that cannot be meant.
func (w *Wish) Check() error {
	f := fault.New(fault.Invalid, "option.wish")
	if w.From.IsZero() {
		f.Field("from", "option.from_missing")
	}
	if w.Within < 0 || w.Within > farthest || w.Within != w.Within {
		f.Field("within", "option.within", fault.Args{"Most": farthest})
	}
	if w.Limit < 0 {
		f.Field("limit", "option.limit")
	}
	for _, name := range append(slices.Clone(w.Need), w.Prefer...) {
		if !Askable(name) {
			f.Field("need", "option.facet_unknown", fault.Args{"Value": quote(string(name)), "Known": joined(askable())})
		}
	}
	return f.OrNil()
}

// farthest reach in miles that a wish may state: from Kerry to Shetland.
const farthest = 1000

// listed splits at commas, in lower case, with single spaces and no gaps.
func listed(s string) (words []string) {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if word = strings.Join(strings.Fields(strings.ToLower(word)), " "); word != "" {
			words = append(words, word)
		}
	}
	return words
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, one := range list {
		words[i] = string(one)
	}
	return strings.Join(words, ", ")
}

// quote keeps a person's own text short enough to stand in a message.
func quote(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

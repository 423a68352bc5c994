package meetingguide

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"openmaf/internal/directory/exchange/raw"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// Format is the name of this format.
const Format = "meeting-guide"

// Read reads a feed. fellowship is that of its rows, which do not say it
// themselves, and may be empty.
func Read(data []byte, fellowship string) (meeting.Edition, error) {
	e := meeting.Edition{Format: Format}
	text, err := table.Text(data)
	if err != nil {
		return e, err
	}
	items, err := elements([]byte(text))
	if err != nil {
		return e, err
	}
	if len(items) == 0 {
		return e, fault.New(fault.Invalid, "exchange.no-rows")
	}
	if f, ok := meeting.FellowshipOf(fellowship); ok {
		fellowship = f.Code
	}
	known := false
	for i, item := range items {
		m, ok := parse(item)
		known = known || ok && (m["name"] != nil || m["slug"] != nil) && (m["day"] != nil || m["time"] != nil)
		m.row(i+1, fellowship).AddTo(&e)
	}
	if !known {
		return meeting.Edition{Format: Format}, fault.New(fault.Invalid, "exchange.not-a-list")
	}
	return e, nil
}

// elements takes the array apart, whose elements need not all be meetings.
func elements(text []byte) ([]json.RawMessage, error) {
	var items []json.RawMessage
	var wrapped struct {
		Meetings []json.RawMessage `json:"meetings"`
	}
	err := json.Unmarshal(text, &items)
	if err != nil && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		err = json.Unmarshal(text, &wrapped)
		items = wrapped.Meetings
	}
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return items, nil
	case !errors.As(err, &syntax):
		return nil, fault.New(fault.Invalid, "exchange.not-a-list").Because(err)
	case syntax.Offset >= int64(len(bytes.TrimSpace(text))):
		return nil, fault.New(fault.Invalid, "table.truncated").Because(err)
	}
	line := 1 + bytes.Count(text[:syntax.Offset], []byte("\n"))
	return nil, fault.New(fault.Invalid, "exchange.json", fault.Args{"Line": line}).Because(err)
}

// object is one element. Feeds write numbers as texts and texts as numbers.
type object map[string]any

func parse(item json.RawMessage) (object, bool) {
	d := json.NewDecoder(bytes.NewReader(item))
	d.UseNumber()
	m := object{}
	return m, d.Decode(&m) == nil && m != nil
}

// text is the value as a text: that of a list with commas between.
func (m object) text(key string) string {
	switch v := m[key].(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case []any:
		var parts []string
		for i := range v {
			parts = append(parts, object{"": v[i]}.text(""))
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

func (m object) first(keys ...string) string {
	for _, key := range keys {
		if s := m.text(key); s != "" {
			return s
		}
	}
	return ""
}

// plain are the fields that are read as they stand.
var plain = map[raw.Field][]string{
	raw.ID:          {"guid", "slug", "id"},
	raw.Name:        {"name"},
	raw.Day:         {"day"},
	raw.Time:        {"time", "start_time"},
	raw.EndTime:     {"end_time"},
	raw.Duration:    {"duration"},
	raw.Timezone:    {"timezone"},
	raw.Postcode:    {"postal_code", "zip"},
	raw.Latitude:    {"latitude"},
	raw.Longitude:   {"longitude"},
	raw.Coordinates: {"coordinates"},
	raw.Venue:       {"location", "location_name"},
	raw.Address:     {"formatted_address", "address"},
	raw.Town:        {"city"},
	raw.Fellowship:  {"fellowship"},
	raw.Attendance:  {"attendance_option"},
	raw.Website:     {"url"},
	raw.Join:        {"conference_url"},
}

func (m object) row(number int, fellowship string) raw.Row {
	row := raw.Row{Number: number}
	for field, keys := range plain {
		row.Values[field] = m.first(keys...)
	}
	if row.Values[raw.Fellowship] == "" {
		row.Values[raw.Fellowship] = fellowship
	}
	if c := m.text("country"); len(c) > 3 || c == "GB" || c == "UK" { // "US" and the like are left to the postcode
		row.Values[raw.Country] = c
	}
	row.Values[raw.Notes] = strings.TrimSpace(m.text("notes") + "\n" + m.text("location_notes"))
	if strings.EqualFold(m.text("approximate"), "yes") && row.Values[raw.Postcode] != "" {
		row.Values[raw.Latitude], row.Values[raw.Longitude] = "", ""
	}
	types := strings.Split(m.text("types"), ", ")
	for _, code := range types {
		if f, ok := fromCode(row.Values[raw.Fellowship], code); ok {
			row.Said = append(row.Said, f)
		}
	}
	if slices.Contains(types, closedPlace) {
		row.Values[raw.Attendance] = "inactive"
		if row.Values[raw.Join] != "" {
			row.Values[raw.Attendance] = string(meeting.Online)
		}
	}
	row.Values[raw.Labels] = strings.Join(slices.DeleteFunc(types, isCode), ", ")
	return row
}

// isCode tells a code from the name of a type, which some feeds give instead.
func isCode(s string) bool { return s == strings.ToUpper(s) && len(s) <= 5 }

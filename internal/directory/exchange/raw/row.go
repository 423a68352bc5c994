package raw

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Field is one thing that a file may say of a meeting.
type Field int

const (
	None Field = iota // a column that we do not read
	ID
	Name
	Day
	Time
	EndTime
	Duration
	Frequency // "fortnightly", "1st and 3rd", or an RFC 5545 rule
	Timezone  // where it is not ours
	FirstDate // a day on which it is held, for "fortnightly" and "monthly"
	Postcode
	Latitude
	Longitude
	Coordinates // "52.6362,-1.1331"
	Country
	Venue
	Address
	Town
	Fellowship
	Kind
	Labels // "Open, Women, Wheelchair Access"
	Attendance
	Notes
	Website
	Join // address of the room online
	Fields
)

// names are the fields as problems name them, unless the file has a heading of
// its own for them.
var names = [Fields]string{ID: "id", Name: "name", Day: "day", Time: "time", EndTime: "end_time", Duration: "duration",
	Frequency: "frequency", FirstDate: "first_date", Timezone: "timezone", Postcode: "postcode", Latitude: "latitude", Longitude: "longitude",
	Coordinates: "coordinates", Country: "country", Venue: "venue", Address: "address", Town: "town",
	Fellowship: "fellowship", Kind: "kind", Labels: "types", Attendance: "attendance", Notes: "notes",
	Website: "url", Join: "conference_url"}

// String is the field's usual heading.
func (f Field) String() string { return names[f] }

// Row is one meeting as a file puts it.
type Row struct {
	Number int            // as a spreadsheet shows it
	Values [Fields]string // without the space around them; empty where the file says nothing
	Said   []facet.Fact   // what columns or codes of their own say
	// Headings are the file's own names of its columns, for problems.
	Headings *[Fields]string

	doubts []fault.Problem
}

// Listing reads the row. problem is not nil when it cannot be used; warnings
// are the values that were dropped.
func (r Row) Listing() (l meeting.Listing, warnings []fault.Problem, problem *fault.Problem) {
	b := builder{Row: r, warnings: r.doubts}
	b.words()
	b.when()
	b.lasting()
	b.where()
	b.zone()
	b.said()
	if b.problem != nil {
		return meeting.Listing{}, nil, b.problem
	}
	return b.l.Tidy(), b.warnings, nil
}

// AddTo reads the row into the edition: among its rows or among the rejected.
func (r Row) AddTo(e *meeting.Edition) {
	e.Read++
	l, warnings, problem := r.Listing()
	if problem != nil {
		e.Rejected = append(e.Rejected, *problem)
		if id := r.Values[ID]; id != "" {
			e.Unread = append(e.Unread, id)
		}
		return
	}
	e.Warnings = append(e.Warnings, warnings...)
	e.Rows = append(e.Rows, meeting.EditionRow{Number: r.Number, Listing: l})
}

// builder puts a listing together and gathers what is wrong.
type builder struct {
	Row
	l        meeting.Listing
	warnings []fault.Problem
	problem  *fault.Problem
}

func (r Row) problemIn(f Field, key string, args fault.Args) fault.Problem {
	field := f.String()
	if r.Headings != nil && r.Headings[f] != "" {
		field = r.Headings[f]
	}
	all := fault.Args{"Row": r.Number, "Value": short(r.Values[f])}
	for k, v := range args {
		all[k] = v
	}
	return fault.Problem{Row: r.Number, Field: field, Key: key, Args: all}
}

func (b *builder) reject(f Field, key string, args ...fault.Args) {
	if b.problem == nil {
		p := b.problemIn(f, key, first(args))
		b.problem = &p
	}
}

func (b *builder) warn(f Field, key string, args ...fault.Args) {
	b.warnings = append(b.warnings, b.problemIn(f, key, first(args)))
}

func first(args []fault.Args) fault.Args {
	for _, a := range args {
		return a
	}
	return nil
}

// words reads what is text and nothing else.
func (b *builder) words() {
	b.l.Title = b.line(Name, meeting.LongestTitle)
	if b.l.Title == "" {
		b.reject(Name, "exchange.name.missing")
	}
	b.l.SourceID = b.line(ID, longestLine)
	b.l.Venue = b.line(Venue, longestLine)
	b.l.Address = b.line(Address, longestLine)
	if town := b.line(Town, longestLine); town != "" && !strings.Contains(strings.ToLower(b.l.Address), strings.ToLower(town)) {
		b.l.Address = strings.TrimPrefix(b.l.Address+", "+town, ", ")
	}
	b.l.Fellowship = b.line(Fellowship, longestLine)
	b.l.Notes = b.cut(Notes, plainText(b.Values[Notes], true), meeting.LongestNotes)
	b.l.Website, b.l.Join = b.webAddress(Website), b.webAddress(Join)
	if k := b.Values[Kind]; k != "" {
		var ok bool
		if b.l.Kind, ok = meeting.ParseKind(k); !ok {
			b.warn(Kind, "exchange.kind.unknown")
		}
	}
}

const longestLine = 450 // leaves room for the town behind the address

func (b *builder) line(f Field, most int) string {
	return b.cut(f, plainText(b.Values[f], false), most)
}

// cut shortens a text that is too long to be what the column is for.
func (b *builder) cut(f Field, s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	b.warn(f, "exchange.long", fault.Args{"Most": most})
	return strings.TrimSpace(string([]rune(s)[:most]))
}

func (b *builder) webAddress(f Field) string {
	s := b.Values[f]
	if strings.HasPrefix(s, "www.") {
		s = "https://" + s
	}
	if s != "" && !meeting.IsWebAddress(s) {
		b.warn(f, "exchange.web-address")
		return ""
	}
	return s
}

// when reads day and time, without which a row is no meeting.
func (b *builder) when() {
	start, end := b.Values[Time], ""
	t, err := civil.ParseTimeOfDay(start)
	if err != nil {
		if from, to, ok := timeRange(start); ok { // "7pm - 8.30pm"
			start, end = from, to
			t, err = civil.ParseTimeOfDay(start)
		}
	}
	rule, key := b.rule()
	switch {
	case b.Values[Day] == "" && b.Values[Frequency] == "":
		b.reject(Day, "exchange.day.missing")
	case key != "":
		f := Day
		if strings.HasPrefix(key, "exchange.frequency") {
			f = Frequency
		}
		b.reject(f, key)
	case start == "":
		b.reject(Time, "exchange.time.missing")
	case err != nil:
		b.reject(Time, timeKey(err))
	}
	b.l.Slot.Rule, b.l.Slot.Start = rule, t
	if b.Values[EndTime] == "" && b.Values[Duration] == "" {
		b.Values[EndTime] = end
	}
}

// ourTime are the zones whose clocks show the same as London's. A time of any
// other zone is not turned into ours: the difference changes twice a year, on
// other days than here, and a plan for the wrong hour is worse than none.
var ourTime = []string{"Europe/London", "Europe/Dublin", "Europe/Belfast", "Europe/Isle_of_Man", "Europe/Jersey",
	"Europe/Guernsey", "GB", "Eire"}

// zone looks at whose clock the times are read from. A room's own clock is
// right for those who go there; for those who join from home it would be the
// wrong hour.
func (b *builder) zone() {
	if b.Values[Timezone] == "" || slices.Contains(ourTime, b.Values[Timezone]) {
		return
	}
	if b.l.Attendance == meeting.InPerson && b.inStreet() {
		b.warn(Timezone, "exchange.timezone.there")
		return
	}
	b.reject(Timezone, "exchange.timezone")
}

func (b *builder) rule() (schedule.Rule, string) {
	var anchor civil.Date
	if s := b.Values[FirstDate]; s != "" {
		var ok bool
		if anchor, ok = parseDate(s); !ok {
			b.warn(FirstDate, "exchange.date.unknown")
		}
	}
	return When(b.Values[Day], b.Values[Frequency], anchor)
}

// lasting reads how long the meeting is: the end, or else the duration.
func (b *builder) lasting() {
	if s := b.Values[EndTime]; s != "" {
		end, err := civil.ParseTimeOfDay(s)
		if err == nil {
			minutes := (int(end) - int(b.l.Slot.Start) + civil.MinutesPerDay) % civil.MinutesPerDay
			if lasts(minutes) {
				b.l.Slot.Minutes = minutes
				return
			}
		}
		b.warn(EndTime, "exchange.end")
	}
	if s := b.Values[Duration]; s != "" {
		minutes, ok := Minutes(s)
		if !ok || !lasts(minutes) {
			b.warn(Duration, "exchange.duration")
			return
		}
		b.l.Slot.Minutes = minutes
	}
}

func lasts(minutes int) bool { return minutes >= meeting.Shortest && minutes <= meeting.Longest }

// timeRange splits "7pm - 8.30pm" and "19:30 to 21:00".
func timeRange(s string) (from, to string, ok bool) {
	s = strings.NewReplacer("–", "-", "—", "-", " to ", "-", " until ", "-").Replace(strings.ToLower(s))
	from, to, ok = strings.Cut(s, "-")
	return strings.TrimSpace(from), strings.TrimSpace(to), ok
}

// timeKey is the message for a time that civil could not read.
func timeKey(err error) string {
	if f := fault.As(err); f != nil {
		return f.Key
	}
	return "civil.time"
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// plainText takes away markup, entities and control characters; lines tells
// whether line ends stay.
func plainText(s string, lines bool) string {
	if strings.ContainsAny(s, "<&") {
		s = strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n", "</p>", "\n", "&Amp;", "&").Replace(s)
		s = html.UnescapeString(tags.ReplaceAllString(s, ""))
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// short keeps somebody's own words short enough to stand in a message.
func short(s string) string {
	const most = 40
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

package cli

import (
	"math"
	"time"

	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

type optionsCommand struct {
	Near    string  `help:"Where the person sets out: a postcode, an outcode or a town." required:"" placeholder:"PLACE"`
	Within  float64 `help:"Straight miles at the most; none is no limit." placeholder:"MILES"`
	Travel  string  `help:"walk, bus or car." default:"bus"`
	Free    string  `help:"When a meeting may start: \"mon 18:00-21:00, weekends\"." placeholder:"WINDOWS"`
	Need    string  `help:"What must not be missing: \"women,step-free\"." placeholder:"FACETS"`
	Prefer  string  `help:"What would be liked: facets or kinds." placeholder:"FACETS"`
	Kind    string  `help:"Only these kinds of group: \"12-step,cbt\"." placeholder:"KINDS"`
	Exclude string  `help:"Weekdays, kinds, fellowships, places or meetings that are out." placeholder:"WHAT"`
	From    string  `help:"First of the seven days; none is today." placeholder:"DATE"`
	Online  string  `help:"yes, no or only." default:"yes"`
	Limit   int     `help:"How many options at the most." default:"6"`
}

func (o optionsCommand) Run(t *terminal) error {
	wish, err := o.wish()
	if err != nil {
		return usage{err}
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	at, err := c.Places.Find(t.ctx, c.Scope, o.Near)
	if err != nil {
		return err
	}
	wish.Near = option.Near{Point: at.Point(), Known: true, Coarse: at.Precision != place.ToPostcode}
	if wish.From.IsZero() {
		now := c.DB.Clock().Now().In(civil.London)
		wish.From, wish.Since = civil.DateOf(now), civil.TimeOfDay(now.Hour()*60+now.Minute())
	}
	if err := wish.Check(); err != nil {
		return usage{err}
	}
	if err := c.Refresh(t.ctx); err != nil {
		return err
	}
	result := c.Board.Of(c.Scope.Community()).Rank(wish)
	t.tellOptions(result)
	return t.document(t.optionsDocument(o.Near, at, result))
}

// wish reads what the flags ask for, all but the place.
func (o optionsCommand) wish() (w option.Wish, err error) {
	w = option.Wish{Within: o.Within, Limit: o.Limit}
	parse := func(read func() error) {
		if err == nil {
			err = read()
		}
	}
	parse(func() (e error) { w.Travel, e = option.ParseTravel(o.Travel); return })
	parse(func() (e error) { w.Free, e = option.ParseFree(o.Free); return })
	parse(func() (e error) { w.Need, e = option.ParseFacets(o.Need); return })
	parse(func() (e error) { w.Prefer, w.PreferKinds, e = option.ParsePrefer(o.Prefer); return })
	parse(func() (e error) { w.Kinds, e = option.ParseKinds(o.Kind); return })
	parse(func() (e error) { w.Not, e = option.ParseExclude(o.Exclude); return })
	parse(func() (e error) { w.Online, e = option.ParseOnline(o.Online); return })
	parse(func() (e error) {
		if o.From == "" {
			return nil
		}
		if w.From, e = civil.ParseDate(o.From); e != nil {
			e = fault.New(fault.Invalid, "cli.day", fault.Args{"Value": o.From}).Because(e)
		}
		return
	})
	return w, err
}

// tellOptions prints the options for a person.
func (t *terminal) tellOptions(r option.Result) {
	for i, o := range r.Options {
		t.say("%d. %s, %s", i+1, o.Meeting.Title, t.words.When(o.Occurrence.Starts))
		if o.Meeting.Venue != "" && !o.Online {
			t.say("   %s", o.Meeting.Venue)
		}
		for _, part := range []struct {
			heading string
			reasons []option.Reason
		}{{"cli.options.fits", o.Fits}, {"cli.options.doubts", o.Doubts}, {"cli.options.trade_offs", o.TradeOffs}} {
			for _, reason := range part.reasons {
				t.say("   %s: %s", t.words.T(part.heading), reason.Say(t.words))
			}
		}
	}
	if r.OneKindOnly && len(r.Options) > 0 {
		t.say("%s", t.words.T("cli.options.one_kind"))
	}
	for _, relaxed := range r.Relaxed {
		t.say("%s", relaxed.Say(t.words))
	}
	if r.Nothing != nil {
		t.say("%s", t.words.T("cli.options.nothing"))
		for _, opening := range r.Nothing.Opens {
			t.say("   %s", opening.Say(t.words))
		}
	}
}

type placeDocument struct {
	Query     string  `json:"query"`
	Lat       float64 `json:"lat"`
	Lon       float64 `json:"lon"`
	Precision string  `json:"precision"`
}

type optionDocument struct {
	Meeting       string   `json:"meeting"`
	Name          string   `json:"name"`
	Fellowship    string   `json:"fellowship"`
	Kind          string   `json:"kind"`
	Starts        string   `json:"starts"`
	Venue         string   `json:"venue"`
	DistanceMiles *float64 `json:"distance_miles"` // null where it was not measured
	TravelMinutes *int     `json:"travel_minutes"`
	Attendance    string   `json:"attendance"`
	Score         int      `json:"score"`
	Fits          []string `json:"fits"`
	Doubts        []string `json:"doubts"`
	TradeOffs     []string `json:"trade_offs"`
	LastChecked   *string  `json:"last_checked"`
}

type openingDocument struct {
	Relax string   `json:"relax"`
	Opens int      `json:"opens"`
	Miles *float64 `json:"miles,omitempty"`
	Says  string   `json:"says"`
}

type nothingDocument struct {
	Opens  []openingDocument `json:"opens"`
	Online *optionDocument   `json:"online"`
}

type optionsDocument struct {
	Place       placeDocument       `json:"place"`
	Options     []optionDocument    `json:"options"`
	Relaxed     []option.Relaxation `json:"relaxed"`
	OneKindOnly bool                `json:"one_kind_only"`
	NothingFits *nothingDocument    `json:"nothing_fits"`
}

func (t *terminal) optionsDocument(query string, at place.Place, r option.Result) optionsDocument {
	d := optionsDocument{
		Place:   placeDocument{query, at.Lat, at.Lon, string(at.Precision)},
		Options: []optionDocument{}, Relaxed: append([]option.Relaxation{}, r.Relaxed...), OneKindOnly: r.OneKindOnly,
	}
	for _, o := range r.Options {
		d.Options = append(d.Options, t.optionDocument(o))
	}
	if r.Nothing == nil {
		return d
	}
	d.NothingFits = &nothingDocument{Opens: []openingDocument{}}
	for _, opening := range r.Nothing.Opens {
		one := openingDocument{Relax: string(opening.Relax), Opens: opening.Count, Says: opening.Say(t.words)}
		if opening.Miles > 0 {
			one.Miles = &opening.Miles
		}
		d.NothingFits.Opens = append(d.NothingFits.Opens, one)
	}
	if r.Nothing.Online != nil {
		online := t.optionDocument(*r.Nothing.Online)
		d.NothingFits.Online = &online
	}
	return d
}

func (t *terminal) optionDocument(o option.Option) optionDocument {
	m := o.Meeting
	d := optionDocument{
		Meeting: m.ID, Name: m.Title, Fellowship: m.Fellowship, Kind: string(m.Kind),
		Starts: o.Occurrence.Starts.In(civil.London).Format(time.RFC3339), Venue: m.Venue,
		Attendance: string(m.Attendance), Score: o.Score,
		Fits: t.reasons(o.Fits), Doubts: t.reasons(o.Doubts), TradeOffs: t.reasons(o.TradeOffs),
	}
	if o.Measured {
		miles := math.Round(o.Miles*100) / 100
		d.DistanceMiles, d.TravelMinutes = &miles, &o.Minutes
	}
	if !m.LastChecked.IsZero() {
		day := m.LastChecked.String()
		d.LastChecked = &day
	}
	return d
}

func (t *terminal) reasons(list []option.Reason) []string {
	out := make([]string, 0, len(list))
	for _, r := range list {
		out = append(out, r.Say(t.words))
	}
	return out
}

package message

import (
	"context"
	"slices"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
)

// Checked is what a look at one way found.
type Checked struct {
	Channel Channel
	On      bool   // it is switched on; nothing else is looked at
	At      string // host and port of its server
	Answers bool   // the server was reached, and takes our sign-in
}

// Check looks at what is set up, and knocks at each server that is switched on
// without sending anything. Of what is wrong the fault has a problem for each
// setting, by the fields of the page on which it is set.
func (s *Service) Check(ctx context.Context, actor access.Actor) (ways []Checked, err error) {
	set, err := s.Settings(ctx, actor)
	if err != nil {
		return nil, err
	}
	wrong := fault.New(fault.Invalid, "message.check")
	if f := fault.As(set.check(s.reach)); f != nil {
		wrong.Problems = f.Problems
	}
	doors := set.doors(s.reach)
	for _, c := range Channels {
		way := Checked{Channel: c, On: set.on(c)}
		if door := doors[c]; way.On && door.at != "" {
			way.At = door.at
			if err := door.probe(ctx); err == nil {
				way.Answers = true
			} else if !slices.ContainsFunc(wrong.Problems, door.told) {
				door.explain(wrong, err)
			}
		}
		ways = append(ways, way)
	}
	return ways, wrong.OrNil()
}

// door is a server to knock at, and the settings that lead to it.
type door struct {
	at    string
	probe func(context.Context) error
	field string                 // the setting that leads to it
	other map[notify.Part]string // to look at instead, by what does not work
}

func (s Settings) doors(reach notify.Reach) map[Channel]door {
	g, server := s.Ways.Gateway.gateway(reach), s.Ways.Server
	server.Reach = reach
	return map[Channel]door{
		Text: {at: g.At(), probe: g.Probe, field: "url"},
		Email: {at: server.At(), probe: server.Probe, field: "host",
			other: map[notify.Part]string{notify.NoDoor: "port", notify.NoTLS: "security", notify.NoSignIn: "mail_user"}},
	}
}

// told reports whether the problem says already why it is not reached.
func (d door) told(p fault.Problem) bool { return p.Field == d.field }

// explain names the setting to look at.
func (d door) explain(e *fault.Error, err error) {
	part := notify.PartOf(err)
	field, ok := d.other[part]
	if !ok {
		field = d.field
	}
	e.Field(field, "message.check."+string(part), fault.Args{"At": d.at})
}

package demo

import (
	"openmaf/internal/trust/access"
)

// Neighbours are the names of the communities that are in the same database: the
// treatment partner's, and one of another town. The program serves the community
// that was founded first, so that nobody can sign in to them; they are there to
// be not seen.
var Neighbours = []string{"Mill Street Treatment (invented)", "Wexcombe Recovery (invented)"}

// neighbours makes them: a manager, a facilitator, and some people, of whom one
// has the name of somebody in Sallowby.
func (w *crowd) neighbours() error {
	for i, name := range Neighbours {
		core, admin, err := w.core.Beside(w.ctx, name, "admin")
		if err != nil {
			return err
		}
		n := crowded(w.ctx, core, w.town.clock, w.day, neighbourHistory)
		n.at(-neighbourHistory, "09:00")
		for _, step := range []func() error{
			func() error { return n.join(admin.Token, "admin") },
			func() error { return n.settle(i) },
			n.list, n.listen,
			func() error { n.cast(neighbourPeople); return n.live() },
			n.likeAda,
		} {
			if err := step(); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	neighbourHistory = 90
	neighbourPeople  = 20
)

// settle invites the two who work there.
func (w *crowd) settle(i int) (err error) {
	names := [][2]string{{"Mabel T", "Tess T"}, {"Monty C", "Wyn C"}}[i]
	if w.manager, err = w.hire(names[0], "manager", access.Manager); err != nil {
		return err
	}
	w.fern, err = w.hire(names[1], "wyn", access.Facilitator)
	w.keepers, w.weights = []access.Actor{w.fern}, []float64{1}
	return err
}

// likeAda is somebody called as Ada is in Sallowby, whose story is another.
func (w *crowd) likeAda() error {
	_, err := w.chat(somebody{name: "Ada M", keeper: w.fern, days: -2, free: "weekends", phone: "07700 900888"})
	return err
}

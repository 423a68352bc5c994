package concern

import (
	"slices"
	"time"

	"openmaf/internal/trust/access"
)

// holder is somebody of the team with one of the roles that concerns are told
// to.
type holder struct {
	account string
	role    access.Role
}

// Route says from whom a concern is kept for good, and whether it is about one
// of us. Somebody who is named is kept out. Where a lead, a deputy or a manager
// is meant and nobody of that role is named, all who hold it are: the raiser
// must not need to say which.
func Route(about []Whom, member string, team []holder) (keptFrom []string, aboutUs bool) {
	if member != "" {
		keptFrom, aboutUs = append(keptFrom, member), true
	}
	for _, whom := range about {
		aboutUs = aboutUs || slices.Contains(ofUs, whom)
		role := access.Role(whom)
		if role != access.Lead && role != access.Deputy && role != access.Manager ||
			slices.Contains(team, holder{member, role}) {
			continue
		}
		for _, h := range team {
			if h.role == role && !slices.Contains(keptFrom, h.account) {
				keptFrom = append(keptFrom, h.account)
			}
		}
	}
	return keptFrom, aboutUs
}

// waits is what decides who is told of a concern that nobody has read.
type waits struct {
	deputyAt, managersAt time.Time
	aboutUs              bool
	lead, deputy         bool // one who may read it can sign in at present
}

// told reports whether the role is told that the concern waits, and whether it
// is for them to read.
func (w waits) told(role access.Role, now time.Time) (told, theirs bool) {
	switch role {
	case access.Lead:
		return true, true
	case access.Deputy:
		return !w.lead || !now.Before(w.deputyAt), true
	case access.Manager:
		if !w.lead && !w.deputy {
			return true, true
		}
		return !w.aboutUs && !now.Before(w.managersAt), false
	}
	return false, false
}

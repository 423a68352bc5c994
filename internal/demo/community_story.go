package demo

import (
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
)

// none is the attempts of somebody who talks with us and tries no meeting.
const none = -1

// Chapters of somebody of whom it is known how many meetings they will try. Each
// try is another evening; between two of them some stay away for a while, and
// come back.

// listenFurther adds what some wish: groups for women, and for whoever worries
// about somebody.
func (w *crowd) listenFurther() error {
	for _, near := range []string{"ZA1", "ZA4", "ZA6"} {
		at, err := w.core.Places.Find(w.ctx, w.core.Scope, near)
		if err != nil {
			return err
		}
		wish := option.Wish{Within: 8, Travel: place.Car, Near: option.Near{Point: at.Point(), Known: true, Coarse: true}}
		women, family := wish, wish
		women.Prefer, family.For = []facet.Name{facet.Women}, option.SomeoneElse
		w.wishes = append(w.wishes, women, family)
	}
	return nil
}

// onlyTalk is a chat of which nothing is to follow for now.
func (s *soul) onlyTalk(w *crowd) error {
	s.id = w.core.DB.NewID()
	return w.core.Links.Begin(w.ctx, s.by(w), w.words, link.Beginning{Person: person.Person{ID: s.id, Name: s.name, Area: Near},
		Answers: w.answers, Chat: s.says(w, "think")})
}

// onlyLook is somebody who has seen what there is, and leaves it at that.
func (s *soul) onlyLook(w *crowd) error {
	if w.chance(50) {
		return s.tell(w, link.Close{Reason: link.AsWished})
	}
	return s.tell(w, link.Decline{})
}

// tellOfAttempt is the day after an evening.
func (s *soul) tellOfAttempt(w *crowd) error {
	s.tried++
	switch {
	case s.tried == s.attempts:
		return s.endOfTrying(w)
	case s.companion < 0 && w.chance(12):
		w.note(w.after(1), s.choose)
		return s.tell(w, link.NotHappened{Cause: []link.Cause{link.Nerves, link.Practical, link.OtherCause}[w.rand.IntN(3)]})
	case w.chance(15):
		w.note(w.after(2), func(w *crowd) error {
			w.note(w.after(3+w.rand.IntN(6)), s.comeBack)
			return s.stop(w)
		})
		return s.tell(w, s.was(w, link.WantNotNow)...)
	}
	w.note(w.after(1), s.tryAnother)
	return s.tell(w, s.was(w, link.Different)...)
}

// comeBack is somebody who had stopped, and would like to try another one.
func (s *soul) comeBack(w *crowd) error {
	if err := s.tell(w, link.Reopen{}); err != nil {
		return err
	}
	return s.tryAnother(w)
}

// endOfTrying is the last of their attempts: half of them stay, some stop, some
// rest, and some are not heard from again.
func (s *soul) endOfTrying(w *crowd) error {
	switch luck := w.rand.IntN(100); {
	case luck < 15 && s.phone:
		return s.notReached(w)
	case luck < 35:
		w.note(w.after(14), s.stop)
	case luck < 45:
		w.note(w.after(5), s.rest)
	default:
		w.note(w.after(visitsAfter[0]), s.visit)
	}
	return s.tell(w, s.was(w, link.GoAgain)...)
}

// rest is a month without meetings, asked for.
func (s *soul) rest(w *crowd) error {
	until := civil.DateOf(w.clock.Now()).AddDays(30)
	w.note(until.At(11*60), func(w *crowd) error {
		w.note(w.after(visitsAfter[0]), s.visit)
		return s.tell(w, link.Resume{})
	})
	return s.tell(w, link.Pause{Until: until})
}

// misfits are what did not fit, one of them each time.
var misfits = []link.Misfit{option.TooBig, option.ReligiousSide, option.HadToSpeak, option.NotWelcomed}

// was is how the evening was, as they told it the day after.
func (s *soul) was(w *crowd, wants link.Want) []link.Event {
	s.went = s.evening
	comfort := link.Comfort{Being: score(2 + w.rand.IntN(9)), Speaking: score(w.rand.IntN(11)), Safe: link.YesSaid, Wants: wants}
	if wants == link.GoAgain {
		comfort.Liked = link.Likes[w.rand.IntN(3):4]
	} else {
		comfort.Misfits = []link.Misfit{misfits[w.rand.IntN(len(misfits))]}
	}
	how := link.Alone
	if s.companion >= 0 {
		how = link.MetAtDoor
	}
	return []link.Event{link.Attend{On: s.evening, How: how, ToldBy: link.ByPerson}, link.CheckComfort{Comfort: comfort}}
}

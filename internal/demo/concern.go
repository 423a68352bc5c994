package demo

import (
	"openmaf/internal/people/concern"
)

// concerns are two: one that a companion raised weeks ago and that the lead
// closed, and one of this morning, which nobody has read. The community's
// number for concerns is set, and who is asked outside.
func (t *town) concerns() error {
	t.at(-history+3, "12:00")
	err := t.core.Concerns.Set(t.ctx, t.lena, concern.Settings{Number: "01632 960 124", Hours: "every day, 9 am to 9 pm",
		OutsideName: "The designated officer of Sallowby Council (invented)", OutsideNumber: "01632 960 900",
		DeputyHours: 4, UrgentHours: 1, ManagerHours: 24})
	if err != nil {
		return err
	}
	t.at(-20, "21:10")
	old := t.core.DB.NewID()
	err = t.core.Concerns.Raise(t.ctx, t.kit, concern.Raising{ID: old, Danger: concern.No,
		Saw:    "Somebody waited outside the hall and asked two women for their numbers.",
		Thinks: "He may do it again.", About: []concern.Whom{concern.Meeting, concern.Other}, Who: "a man in a green coat",
		Done: "I walked the person I was with to the bus."})
	if err != nil {
		return err
	}
	t.at(-20, "22:00")
	if err := t.core.Concerns.Acknowledge(t.ctx, t.lena, old); err != nil {
		return err
	}
	t.at(-19, "10:00")
	for _, e := range []concern.Entry{
		{Kind: concern.Action, Words: "Rang the group. Their safeguarding contact knows him and will speak with him."},
		{Kind: concern.Shared, With: "The group’s safeguarding contact", Fields: []concern.Field{"saw"}, Basis: "risk"},
		{Kind: concern.Closed, Reason: "passed-on", Words: "The group has a second greeter at the door now."},
	} {
		if err := t.core.Concerns.Add(t.ctx, t.lena, old, e); err != nil {
			return err
		}
	}
	t.at(0, "09:20")
	return t.core.Concerns.Raise(t.ctx, t.cass, concern.Raising{ID: t.core.DB.NewID(), Danger: concern.Unsure,
		Saw: "She said she had not slept at home for three nights and would not say why."})
}

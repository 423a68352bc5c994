package demo

import "openmaf/internal/people/complaint"

// complaints came twice: one changed something, the other waits for an answer.
func (t *town) complaints() error {
	t.at(-history+4, "11:20")
	bell := complaint.Complaint{ID: t.core.DB.NewID(), Came: t.day.AddDays(-history + 4), How: "said", About: "place",
		Says: "I stood outside for ten minutes, and nearly went home. (Invented.)"}
	if err := t.core.Complaints.Add(t.ctx, t.manager, bell); err != nil {
		return err
	}
	t.at(-history+9, "16:05")
	if err := t.core.Complaints.Answer(t.ctx, t.manager, bell.ID,
		"There is a bell at the side door now, and a sign. We told them, and they came in to see it. (Invented.)"); err != nil {
		return err
	}
	t.at(-2, "15:40")
	return t.core.Complaints.Add(t.ctx, t.lena, complaint.Complaint{ID: t.core.DB.NewID(), Came: t.day.AddDays(-3), How: "agency", About: "course",
		Says: "The room was moved and nobody told the people from the clinic. (Invented.)"})
}

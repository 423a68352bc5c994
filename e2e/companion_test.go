package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
)

// clears lets somebody go along from today on.
func (w *world) clears(name string) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.core.Companions.Clear(ctx, w.team["Max"], companion.Clearance{Account: w.team[name].Account,
		References: today.AddDays(-9), Training: today.AddDays(-9), Until: today.AddDays(90), OutBefore: true}))
	w.must(w.core.Links.SaveCapacity(ctx, w.team[name], companion.Capacity{AWeek: companion.MostAWeek, AtOnce: companion.MostAtOnce}))
}

// goesAlong is the companion's phone at their page.
func (w *world) goesAlong(name string) *browser {
	w.t.Helper()
	return w.back(name+", companion", name).Open("/outings")
}

// TestACompanionOnThePhone: from being asked to safely home, on a small phone.
// Sam says yes, without a script; on the day itself Sam cannot make it, which
// stands on Asha's page at once as somebody to be found, not as somebody who goes
// alone. Kit is asked instead, says yes, goes along, and is home.
func TestACompanionOnThePhone(t *testing.T) {
	w := newWorld(t)
	w.clears("Kit")
	asha := w.back("Asha, facilitator", "Asha")
	asha.Open("/links/" + w.raised + "/options").Press("Choose Tuesday Tools (invented)").Sees("Chosen. Now a plan for the day.").
		plansWith("Sam K").Press("Save the plan").Sees("The plan stands.")

	w.clock.Set(today.AddDays(1).At(9 * 60)) // tonight's is over; nobody has answered for Tuesday
	w.must(w.core.Links.Mark(t.Context(), w.team["Sam"], w.plan, link.ComeHome{}))
	asha = w.back("Asha, facilitator", "Asha").Open("/today").SeesNot("Ask Sam if they can go")
	w.clock.Set(today.AddDays(3).At(12 * 60))
	asha = w.back("Asha, facilitator", "Asha").Open("/today").
		Sees("Ask Sam if they can go along with Wren", "They have not answered yet").Good()
	asha.Within("Ask Sam").Follow("Other ways")
	asha.Sees("Sam was asked and has not answered yet.", "They can’t make it", "Ask Kit instead").Good()

	sam := w.back("Sam, without scripts", "Sam")
	sam.do(emulation.SetScriptExecutionDisabled(true))
	sam.Open("/outings").Sees("Can you go?", "by the clock tower", "You go as far as the door.").SeesNot("Wren Q", wrenPhone).Fits().
		Press("Yes, I can go").Sees("Thank you. Now we know.", "You said that you can go.").Fits()
	asha.Open("/today").SeesNot("Ask Sam if they can go")

	evening := w.planOf(w.raised, w.team["Asha"])
	w.clock.Set(evening.On.At(9*60 + 30))
	w.goesAlong("Sam").Sees("You said that you can go.", "We met").Good().
		Press("I can’t make it").Sees("Thank you for saying so.", "Nothing is planned for you").SeesNot("by the clock tower").Good()
	asha = w.back("Asha, facilitator", "Asha").Open("/today").
		Sees("Wren needs somebody else to go along", "Wren, 7:30 pm, somebody to go along is missing").SeesNot("on their own").Good()
	asha.Press("Ask Kit instead").Sees("Good. Now tell them who goes along.", "Ask Kit if they can go along with Wren").SeesNot("on their own").Good()

	w.goesAlong("Kit").Sees("Wren", "Can you go?", "by the clock tower").Good().Press("Yes, I can go").Sees("You said that you can go.")
	asha.Open("/today").Sees("Wren with Kit, 7:30 pm", "said yes").Press("I told them").Sees("Good. Now they know.").SeesNot("needs somebody else")

	w.clock.Set(evening.Starts.Add(-10 * time.Minute))
	kit := w.goesAlong("Kit").Press("We met").Sees("Good. When you are home").Good()
	w.clock.Set(evening.Ends.Add(time.Hour))
	kit = w.goesAlong("Kit").Press("Safely home").Sees("Safely home. Thank you.").Good()
	w.back("Asha, facilitator", "Asha").Open("/today").Sees("Wren with Kit, 7:30 pm", "safely home").SeesNot("Not marked safely home")
	if kit.screen.wide != 360 {
		t.Error("on a larger screen than it is for")
	}
}

// TestNobodyMarksSafelyHome: two hours after the end Asha is told, an hour after
// that the safeguarding lead, with the numbers at which somebody may know; whoever
// is told that all is well says by whom.
func TestNobodyMarksSafelyHome(t *testing.T) {
	w := newWorld(t)
	w.must(w.core.Links.SaveCapacity(t.Context(), w.team["Kit"], companion.Capacity{}))
	plan := w.planOf(w.planned, w.team["Asha"])
	w.clock.Set(plan.Starts.Add(-10 * time.Minute))
	w.goesAlong("Sam").Press("We met")
	w.clock.Set(plan.Ends.Add(2*time.Hour + 59*time.Minute))
	w.back("Asha, facilitator", "Asha").Open("/today").Sees("Sam K is not marked safely home").Good()
	w.back("Lena, lead", "Lena").Open("/companions").SeesNot("Sam K")
	w.clock.Set(plan.Ends.Add(3 * time.Hour))
	lena := w.back("Lena, lead", "Lena").Open("/companions").Sees("Sam K", "The safeguarding lead is told too.", "They left no number with us.").Good()
	lena.Choose("Who said that all is well?", "They did, themselves").Press("I rang, all is well").Sees("Good. Thank you for ringing.").SeesNot("Sam K")
	w.back("Asha, facilitator", "Asha").Open("/today").SeesNot("not marked safely home")
}

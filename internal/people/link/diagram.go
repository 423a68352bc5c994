package link

import (
	"fmt"
	"strings"
)

// short names the states in the columns of Diagram.
var short = map[State]string{Raised: "rai", Offered: "off", Chosen: "cho", Planned: "pla", FirstAttended: "att",
	ComfortChecked: "com", Continuing: "con", Involved: "inv", NotNow: "not", DidNotHappen: "did", LeftEarly: "lef",
	ThinkAgain: "thi", Alternative: "alt", Paused: "pau", SteppedBack: "ste", Closed: "clo", stays: "=", had: "<"}

// Diagram draws the whole life cycle as a table: a row for each verb, a column
// for each state, in the cell the state that it leads to. "=" stays where it
// is, "<" goes back to the state before the rest, "." cannot be.
func Diagram() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s", "")
	for _, s := range States {
		fmt.Fprintf(&b, " %-3s", short[s])
	}
	for _, v := range Verbs {
		fmt.Fprintf(&b, "\n%-16s", v)
		for _, s := range States {
			cell := "."
			if target, possible := table[v][s]; possible {
				cell = short[target]
			}
			fmt.Fprintf(&b, " %-3s", cell)
		}
	}
	return trimLines(b.String())
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

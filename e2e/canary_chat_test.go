package e2e

// What is kept of members and of those whom keyworkers ask for stands before
// the team, and before nobody else; what keyworkers leave of themselves, before
// nobody at all.
func init() {
	for canary, allowed := range map[string][]string{
		"01632 960 555": {"Asha", "Bo", "Max"}, // a member who may be rung
		"01632 960 444": {"Asha", "Bo", "Max"}, // somebody whom a keyworker asks for
		"zxkim":         {},
	} {
		canaries[canary] = allowed
	}
}

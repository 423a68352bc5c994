package cohort

// group is a set of people, by their ids.
type group map[string]bool

// less is how many of them are not in the other.
func (g group) less(other group) (n int) {
	for id := range g {
		if !other[id] {
			n++
		}
	}
	return n
}

// within reports whether all of them, and there are some, are in the other.
func (g group) within(other group) bool { return len(g) > 0 && g.less(other) == 0 }

// leavesFew reports whether a report of ours would tell of a few people beside
// those of others: of whoever is left of a wide report when the reports of parts
// of it are taken away, ours being the wide one or a part.
func leavesFew(ours group, others []group) bool {
	all := append([]group{ours}, others...)
	for _, wide := range all {
		if !ours.within(wide) {
			continue
		}
		parts := group{}
		for _, part := range all {
			if part.within(wide) && len(part) < len(wide) {
				for id := range part {
					parts[id] = true
				}
			}
		}
		if len(parts) > 0 && few(wide.less(parts)) {
			return true
		}
	}
	return false
}

package meeting

import "strings"

// Kind is the philosophy of a group.
type Kind string

const (
	TwelveStep Kind = "12-step"
	CBT        Kind = "cbt"       // SMART and others that teach tools
	Buddhist   Kind = "buddhist"  //
	Faith      Kind = "faith"     //
	Secular    Kind = "secular"   // LifeRing and others
	Women      Kind = "women"     // Women for Sobriety and others with a programme of their own
	Family     Kind = "family"    // for people who care about someone else
	Community  Kind = "community" // run by a recovery community, not a fellowship
	Other      Kind = "other"
)

// Kinds in the order in which pages offer them.
var Kinds = []Kind{TwelveStep, CBT, Buddhist, Faith, Secular, Women, Family, Community, Other}

// kindWords are the words for a kind that lists and people use, folded as
// letters and digits without spaces.
var kindWords = map[string]Kind{
	"12step": TwelveStep, "12steps": TwelveStep, "twelvestep": TwelveStep, "twelvesteps": TwelveStep, "12stepfellowship": TwelveStep,
	"cbt": CBT, "smart": CBT, "smartrecovery": CBT, "tools": CBT, "rebt": CBT,
	"buddhist": Buddhist, "buddhism": Buddhist, "recoverydharma": Buddhist, "dharma": Buddhist, "mindfulness": Buddhist,
	"faith": Faith, "christian": Faith, "muslim": Faith, "islamic": Faith, "sikh": Faith, "church": Faith,
	"secular": Secular, "nonreligious": Secular, "lifering": Secular,
	"women": Women, "womens": Women, "womenforsobriety": Women, "wfs": Women,
	"family": Family, "families": Family, "familyandfriends": Family, "carers": Family, "affectedothers": Family,
	"community": Community, "lero": Community, "peer": Community, "peersupport": Community, "peerled": Community, "communityrun": Community,
	"other": Other,
}

// ParseKind reads a kind in its own words or in those of lists and people:
// "Twelve step", "12 Step", "SMART", "family & friends".
func ParseKind(s string) (Kind, bool) {
	s = strings.ReplaceAll(s, "&", " and ")
	k, ok := kindWords[strings.ReplaceAll(fold(s), " ", "")]
	return k, ok
}

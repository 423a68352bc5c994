package option

// poolSize is how many of each kind stand for choice: more than a wish may ask
// for, so that days and places can be spread.
const poolSize = Most + 4

// shortlist is the best of each kind, and how many fit.
type shortlist struct {
	count  int
	floors [poolCount]int32 // points below which nothing more gets in, by kind
	pools  [poolCount]pool
}

// pool is the best rows of one kind, best first. Each key holds the points and,
// below them, the shuffled id, so that one comparison settles both.
type pool struct {
	keys [poolSize]uint64
	rows [poolSize]int32
	size int
}

const (
	// bias makes every sum of points positive in a key.
	bias = 1 << 24
	// noEvening is what a meeting gets that is not held when it should be: less
	// than twice what any sum of points can make good.
	noEvening = -1 << 20
)

// open an empty shortlist to everything.
func (s *shortlist) open() {
	for k := range s.floors {
		s.floors[k] = noEvening / 2
	}
}

func newShortlist() *shortlist {
	s := new(shortlist)
	s.open()
	return s
}

// insert lets the row in when it is among the best of its kind.
func (s *shortlist) insert(r *row, seed uint32, points, at int32) {
	kind := r.kind & (poolCount - 1)
	p := &s.pools[kind]
	p.insert(uint64(points+bias)<<32|uint64(shuffled(r.shuffle, seed)), at)
	if p.size == poolSize {
		s.floors[kind] = pointsOf(p.keys[poolSize-1])
	}
}

func (p *pool) insert(key uint64, at int32) {
	i := p.size
	if i == poolSize {
		if key <= p.keys[i-1] {
			return
		}
		i--
	} else {
		p.size++
	}
	for ; i > 0 && p.keys[i-1] < key; i-- {
		p.keys[i], p.rows[i] = p.keys[i-1], p.rows[i-1]
	}
	p.keys[i], p.rows[i] = key, at
}

func pointsOf(key uint64) int32 { return int32(key>>32) - bias }

// shuffled mixes the id with the seed: every seed gives another order, and one
// id never the place of another.
func shuffled(id, seed uint32) uint32 {
	h := (id ^ seed) * 0x9e3779b1
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}

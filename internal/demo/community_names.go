package demo

import (
	"openmaf/internal/platform/civil"
)

// notable are names as people have them: with marks of many languages, of one
// word, and longer than any column.
var notable = []string{
	"Zoë Kestrelwick", "Siân Llŷrgarth", "Łucja Źdźbłowska", "Ásgeir Þórsmere", "Çağla Gülbrook", "Nguyễn Thảo Mallow", "Jiří Řehořdale",
	"Inês Conceição-Wold", "Šárka Ďurďová", "Ọlámidé Ẹ̀ṣọ́", "François d’Amberley", "Gurpreet ਸੁੱਖ", "گل‌رخ Heron", "Renée-Zélie O’Quill",
	"Prakash", "Nuwanda", "Mo", "Ø",
	"Wilhelmina Alexandrine Featherstone-Cholmondeley-Marjoribank", "Bartholomew Maximilian Peregrine Thistlethwaite of Fenbeck",
	"Anantharamakrishnan Venkatasubramanian Lantern-Butterworthy",
}

// twins came in together, with one telephone between them.
var twins = []string{"Tamsin Rookwold", "Tobias Rookwold"}

// namesakes are pairs of people of one name.
var namesakes = []string{"Sam Hollowby", "Alex Pebblecombe", "Jo Nettleshaw"}

// mergers are pairs of records that turned out to be one person's; of the last
// one it turned out not to be so.
var mergers = [][2]string{{"Marnie Umberton", "Marni Umberton"}, {"Bede Copperlow", "Bede Coppermoor"}, {"Robin Yarrowey", "Robyn Yarrowey"}}

// pairs are people of whom there are two.
func (w *crowd) pairs() {
	y := years[len(years)-1]
	for i, name := range twins {
		s := w.somebody(name)
		s.keeper, s.home, s.phone, s.number, s.attempts, s.been = 2, 0, true, "01632 960 777", 2+i, map[string]bool{}
		w.note(w.day.AddDays(-200).At(civil.TimeOfDay(11*60+i)), s.comeIn)
	}
	for _, name := range namesakes {
		for range 2 {
			s := w.somebody(name)
			s.attempts, s.been = 1, map[string]bool{}
			w.arrive(s, y, longestTry)
		}
	}
	for i, names := range mergers {
		one, other := w.somebody(names[0]), w.somebody(names[1])
		w.note(w.day.AddDays(-60-i).At(12*60), one.onlyTalk)
		w.note(w.day.AddDays(-50-i).At(12*60), other.onlyTalk)
		w.note(w.day.AddDays(-12).At(15*60), func(w *crowd) error { return w.core.Links.Merge(w.ctx, w.manager, one.id, other.id) })
		if i == len(mergers)-1 {
			w.note(w.day.AddDays(-8).At(10*60), one.separate)
		}
	}
}

// separate undoes the merge of another's record with theirs.
func (s *soul) separate(w *crowd) error {
	_, parts, err := w.core.Links.Parts(w.ctx, w.manager, s.id)
	if err != nil {
		return err
	}
	return w.core.Links.Unmerge(w.ctx, w.manager, parts[0].Merge)
}

package access_test

import (
	"testing"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

func actor(roles ...access.Role) access.Actor { return access.Actor{Account: "a", Roles: roles} }

func TestWhoMayDoWhat(t *testing.T) {
	tests := []struct {
		who    access.Actor
		act    access.Action
		own    bool
		allows bool
	}{
		{access.Actor{}, access.PersonRead, true, false},
		{actor(access.Facilitator), access.PersonRead, true, true},
		{actor(access.Facilitator), access.PersonRead, false, false},
		{actor(access.Companion), access.PersonRead, true, false},
		{actor(access.Companion), access.OutingRead, true, true},
		{actor(access.Companion), access.OutingRead, false, false},
		{actor(access.Manager), access.PersonRead, false, true},
		{actor(access.Manager), access.ChatRead, false, false},
		{actor(access.Manager), access.AccountElevated, false, false},
		{actor(access.Administrator), access.PersonRead, true, false},
		{actor(access.Administrator), access.AccountElevated, false, true},
		{actor(access.Companion, access.Facilitator), access.PersonRead, true, true},
		{actor(access.Manager), "no.such.action", true, false},
	}
	for _, test := range tests {
		err := access.Allow(test.who, test.act, test.own)
		if (err == nil) != test.allows {
			t.Errorf("%v %s own=%v: got %v, want allowed=%v", test.who.Roles, test.act, test.own, err, test.allows)
		}
		if err != nil && !fault.Is(err, fault.Missing) {
			t.Errorf("%v %s: a refusal must not say that the record is there: %v", test.who.Roles, test.act, err)
		}
	}
}

func TestAnAdministratorSeesNobody(t *testing.T) {
	about := []access.Action{access.TodayRead, access.PersonRead, access.PersonWrite, access.PersonErase, access.ConsentWrite,
		access.ChatRead, access.ChatWrite, access.LinkRead, access.LinkWrite, access.PlanWrite, access.CheckInWrite,
		access.OutingRead, access.OutingWrite}
	for _, act := range about {
		if access.May(actor(access.Administrator), act) {
			t.Errorf("an administrator may %s", act)
		}
	}
}

func TestEveryRowNamesSomebody(t *testing.T) {
	for act, row := range access.Table {
		if len(row) == 0 {
			t.Errorf("nobody may %s", act)
		}
		for role, reach := range row {
			if reach == access.Nothing {
				t.Errorf("%s %s: leave the cell out instead", act, role)
			}
		}
	}
}

func TestASealedRecord(t *testing.T) {
	tests := []struct {
		who    access.Actor
		act    access.Action
		person access.Person
		allows bool
	}{
		{actor(access.Manager), access.PersonRead, access.Person{Sealed: true}, false},
		{actor(access.Facilitator), access.PersonRead, access.Person{Own: true, Sealed: true}, false}, // a keeper who was put out
		{actor(access.Facilitator), access.PersonRead, access.Person{Sealed: true, LetIn: true}, true},
		{actor(access.Facilitator), access.PersonRead, access.Person{LetIn: true}, false}, // it is sealed no more
		{actor(access.Administrator), access.PersonRead, access.Person{Sealed: true, LetIn: true}, false},
		{actor(access.Manager), access.ChatRead, access.Person{Sealed: true, LetIn: true}, false},
	}
	for _, test := range tests {
		err := access.AllowPerson(test.who, test.act, test.person)
		if (err == nil) != test.allows {
			t.Errorf("%v %s %+v: got %v, want allowed=%v", test.who.Roles, test.act, test.person, err, test.allows)
		}
		if err != nil && !fault.Is(err, fault.Missing) {
			t.Errorf("%v: a refusal must not say that the record is there: %v", test.who.Roles, err)
		}
	}
}

package model

import "context"

type patientKey struct{}

// Patient marks what is done with a context as work that nobody waits for one by
// one, such as a long row of reads: it leaves room for what a person asks for
// meanwhile.
func Patient(ctx context.Context) context.Context {
	return context.WithValue(ctx, patientKey{}, true)
}

// IsPatient reports that a context was marked by [Patient].
func IsPatient(ctx context.Context) bool { return ctx.Value(patientKey{}) != nil }

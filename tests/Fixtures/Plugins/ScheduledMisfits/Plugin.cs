using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.scheduledmisfits", Description = "Jobs that do what jobs should not.")]

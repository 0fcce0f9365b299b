using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.scheduledrows", Description = "Jobs that leave a row for each run.")]

using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.everypoint", Description = "A component for each extension point.")]

using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;

namespace ScheduledMisfits;

[OptionsSection("scheduledmisfits")]
public sealed record MisfitsOptions
{
    [Option("Names of the jobs of component Tides, apart by blanks.")]
    public string Tides { get; init; } = "";

    [Option("File that lets the deaf jobs come to an end once it exists.")]
    public string Release { get; init; } = "";
}

using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

[OptionsSection("tracstyle", TracRules = true)]
public sealed record TracStyleOptions
{
    [Option("Whether.")]
    public bool IsOn { get; init; } = true;

    [Option("How many.")]
    public int Count { get; init; } = 3;

    [Option("How big.")]
    public double Ratio { get; init; } = 2;
}

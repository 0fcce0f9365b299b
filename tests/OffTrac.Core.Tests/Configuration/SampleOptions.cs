using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

[OptionsSection("sample")]
public sealed record SampleOptions : IOptionsValidator
{
    [Option("How often.", Minimum = 1, Maximum = 10)]
    public int Count { get; init; } = 3;

    [Option("How big.", Minimum = 0)]
    public double Ratio { get; init; } = 0.5;

    [Option("How large.", Maximum = 100)]
    public long Size { get; init; } = 7;

    [Option("How long.", Maximum = 86400)]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(150);

    [Option("How.")]
    public SampleMode Mode { get; init; } = SampleMode.VeryFast;

    [Option("Whether.")]
    public bool IsOn { get; init; } = true;

    [Option("Which colour.", Choices = ["red", "Green"])]
    public string Colour { get; init; } = "red";

    [Option("Which names.", Separators = ", ")]
    public IReadOnlyList<string> Names { get; init; } = ["a", "b"];

    [Option("Which days.", Choices = ["mon", "tue"])]
    public IReadOnlyList<string> Days { get; init; } = [];

    [Option("Perhaps a number.")]
    public int? Perhaps { get; init; } = 1;

    [Option("An address.")]
    public string Address { get; init => field = new Uri(value).AbsoluteUri; } = "http://h/";

    [Option("Perhaps a text.")]
    public string? Title { get; init; } = "t";

    [Option("Sesame.", Secret = true, Name = "key")]
    public int Password { get; init; }

    [RestOfSection(Description = "A job and its plan.")]
    public IReadOnlyDictionary<string, string> Rest { get; init; } = new Dictionary<string, string>();

    public IEnumerable<OptionProblem> Validate()
    {
        if (Colour == "Green" && !IsOn)
            yield return new OptionProblem("colour", "allowed is red while is_on is off");
        if (Title == "throw")
            throw new InvalidOperationException("broken check");
    }
}

using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;

[assembly: Plugin("fixture.throws-in-options-listener", Description = "ThrowsInOptionsListener.")]

namespace Fixture.ThrowsInOptionsListener;

[OptionsSection("fixture-options")]
public sealed record FixtureOptions
{
    [Option("A word that the component repeats.")]
    public string Word { get; init; } = "";
}

[Component("fixture.throws-in-options-listener.Component")]
public sealed class Component : FixtureComponent
{
    private volatile string _told = "nothing";

    public Component(IOptionsMonitor<FixtureOptions> options)
        : base("throws-in-options-listener")
    {
        options.OnChange(static _ => throw new InvalidOperationException("thrown in the options listener"));
        options.OnChange(static _ => Thread.Sleep(Timeout.Infinite));
        options.OnChange(changed => _told = changed.Word);
    }

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("told " + _told);
}

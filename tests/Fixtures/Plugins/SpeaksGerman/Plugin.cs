using System.Globalization;
using System.Resources;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.speaks-german", Description = "SpeaksGerman.")]

namespace Fixture.SpeaksGerman;

[Component("fixture.speaks-german.Component")]
public sealed class Component() : FixtureComponent("speaks-german")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(Texts.GetString("greeting", CultureInfo.GetCultureInfo("de"))!);

    private static ResourceManager Texts { get; } = new("SpeaksGerman.Texts", typeof(Component).Assembly);
}

using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.uses-contracts", Description = "UsesContracts.")]
[assembly: PluginRequires("fixture.exports-contracts", "[1.0,2.0)")]

namespace Fixture.UsesContracts;

[Component("fixture.uses-contracts.Component")]
public sealed class Component() : FixtureComponent("uses-contracts"), Fixture.Greetings.IGreeter
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(typeof(Fixture.Greetings.IGreeter).Assembly.GetName().Name + " of " + System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof(Fixture.Greetings.IGreeter).Assembly)!.Name);

    public string Greet(string name) => $"good day {name}";
}

using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Macros.Tests;

/// <summary>One environment for the tests of a class that only read.</summary>
public sealed class MacroFixture : IAsyncLifetime
{
    public TestEnvironment Environment { get; private set; } = null!;

    public async Task InitializeAsync() => Environment = await MacroEnvironment.StartAsync();

    public async Task DisposeAsync() => await Environment.DisposeAsync();
}

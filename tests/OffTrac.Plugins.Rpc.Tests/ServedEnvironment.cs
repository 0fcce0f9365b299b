using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests;

/// <summary>One served environment for all tests of a class.</summary>
public sealed class ServedEnvironment : IAsyncLifetime
{
    private TestEnvironment? _environment;

    internal TestEnvironment Environment => _environment ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _environment = await RpcEnvironment.StartAsync();

    public async Task DisposeAsync()
    {
        if (_environment is not null)
            await _environment.DisposeAsync();
    }
}

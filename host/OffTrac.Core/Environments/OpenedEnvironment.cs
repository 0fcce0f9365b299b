using OffTrac.Core.Storage;

namespace OffTrac.Core.Environments;

/// <summary>An environment with its database; disposing it closes the database.</summary>
public sealed record OpenedEnvironment(TracEnvironment Environment, Database Database) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

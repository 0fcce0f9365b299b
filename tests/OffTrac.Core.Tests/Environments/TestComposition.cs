using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Environments;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Environments;

/// <summary>An environment with one component.</summary>
internal sealed class TestComposition : IEnvironmentComposition
{
    private readonly ExtensionPoints _points = new(TimeProvider.System, NullLogger.Instance);

    public TestComposition(Database database, TestOwner owner)
    {
        Database = database;
        _points.Replace([new ComponentEntry(new ComponentDescription { Name = "test.Owner", Plugin = "test" }, owner, new TestLease())]);
    }

    public Database Database { get; }

    public IComponentPoint<IEnvironmentSetupParticipant> Participants => _points.Get<IEnvironmentSetupParticipant>();

    public IComponentPoint<ISchemaOwner> SchemaOwners => _points.Get<ISchemaOwner>();

    public ValueTask DisposeAsync() => default;
}

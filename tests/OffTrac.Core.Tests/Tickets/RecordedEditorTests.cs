using System.Text.Json;
using OffTrac.Core.Tests.Security;
using OffTrac.Core.Tests.Storage;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Trac's forms for comments and milestones with Trac's permissions, on both engines: outcomes, rows and what is shown of the past.</summary>
public abstract class RecordedEditorTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task FormsOfCommentsAndMilestones_LeaveWhatTracLeft_AndRefuseWhatTracRefused()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        using var permissions = PermissionWorld.Over(stores.Database, engine.Directory);
        stores.Permissions.Real = permissions.Permissions;
        using var recorded = JsonDocument.Parse(await File.ReadAllBytesAsync(FixtureFiles.PathOf("rows", "trac-1.6-editors.json")));
        Assert.Equal(38, recorded.RootElement.GetArrayLength());
        foreach (var sequence in recorded.RootElement.EnumerateArray())
            await new RecordedSequence(sequence).PlayAmongOthersAsync(stores);
    }
}

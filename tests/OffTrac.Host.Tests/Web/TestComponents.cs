using OffTrac.Core.Components;

namespace OffTrac.Host.Tests.Web;

internal static class TestComponents
{
    public static ComponentEntry Entry(string name, object instance, string plugin = "test") =>
        new(new ComponentDescription { Name = name, Plugin = plugin }, instance, new OpenLease());

    private sealed class OpenLease : IComponentLease
    {
        public CancellationToken Going => CancellationToken.None;

        public bool TryEnter() => true;

        public void Exit()
        {
        }
    }
}

using System.Runtime.InteropServices;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.native-dependency", Description = "NativeDependency.")]

namespace Fixture.NativeDependency;

[Component("fixture.native-dependency.Component")]
public sealed class Component() : FixtureComponent("native-dependency")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(Marshal.PtrToStringUTF8(Version())!);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_libversion")]
    private static extern IntPtr Version();
}

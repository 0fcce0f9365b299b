using System.Linq.Expressions;
using System.Text.RegularExpressions;
using System.Xml.Serialization;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-nothing", Description = "PinsNothing.")]

namespace Fixture.PinsNothing;

[Component("fixture.pins-nothing.Component")]
public sealed class Component() : FixtureComponent("pins-nothing")
{
    [ThreadStatic]
    private static Fruit? s_mine;

    private static readonly List<Fruit> s_all = [];

    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        s_mine = new Fruit { Name = "plum" };
        s_all.Add(s_mine);
        var text = new StringWriter();
        new XmlSerializer(typeof(Fruit)).Serialize(text, s_mine);
        Expression<Func<Fruit, string>> name = fruit => fruit.Name;
        var compiled = name.Compile()(s_mine);
        var matched = new Regex("^p.*m$", RegexOptions.Compiled).IsMatch(compiled);
        _ = Task.FromException(new FruitException());
        var sorted = new SortedDictionary<string, Fruit> { [compiled] = (Fruit)Activator.CreateInstance(typeof(Fruit))! };
        return new($"{compiled} {matched} {sorted.Count} {Enum.GetName(Taste.Sweet)}");
    }

    public enum Taste
    {
        Sour,
        Sweet,
    }

    public sealed class Fruit
    {
        public string Name { get; set; } = "";
    }

    private sealed class FruitException : Exception;
}

using System.ComponentModel;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-type-descriptor", Description = "PinsByTypeDescriptor.")]

namespace Fixture.PinsByTypeDescriptor;

[Component("fixture.pins-by-type-descriptor.Component")]
public sealed class Component() : FixtureComponent("pins-by-type-descriptor")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(string.Join(",", TypeDescriptor.GetProperties(typeof(Fruit)).Cast<PropertyDescriptor>().Select(property => property.Name))
        + TypeDescriptor.GetConverter(typeof(Fruit)).GetType().Name);

    private sealed class Fruit
    {
        public string Name { get; set; } = "";
    }
}

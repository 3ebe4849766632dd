(function () {
  var root = document.documentElement;
  root.classList.add('js');
  var look = document.getElementById('look');
  look.addEventListener('click', function () {
    var dark = root.dataset.look ? root.dataset.look === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.look = dark ? 'light' : 'dark';
  });
  document.querySelectorAll('[data-filters]').forEach(function (input) {
    var rows = document.querySelectorAll('#' + input.dataset.filters + ' tbody tr');
    var told = document.getElementById(input.dataset.filters + '-found');
    input.addEventListener('input', function () {
      var wanted = input.value.trim().toLowerCase();
      var found = 0;
      rows.forEach(function (row) {
        var fits = row.textContent.toLowerCase().includes(wanted);
        row.hidden = !fits;
        found += fits ? 1 : 0;
      });
      told.textContent = wanted === '' ? '' : found + ' of ' + rows.length;
      if (wanted !== '') {
        document.querySelectorAll('#' + input.dataset.filters + ' details').forEach(function (each) { each.open = true; });
      }
    });
  });
  addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (each) { each.open = true; });
  });
})();
